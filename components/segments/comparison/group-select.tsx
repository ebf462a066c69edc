'use client';
import { Button, Group, Input, Popover, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import {
  filterText,
  type GroupFilter,
  MAX_CONDITIONS,
  NAMED_GROUPS,
  parseFilter,
} from '@/lib/domain/segments/group-filter';
import { useSegmentWords } from '../use-segment-words';
import { conditionOf, type Draft, draftOf, EMPTY_DRAFT } from './condition-draft';
import { type Attribute, ConditionFields } from './condition-fields';

interface Props {
  readonly label: string;
  /** The filter as text. */
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly attributes: readonly Attribute[];
}

/** Chooses a group: one that has a name, or whoever fits one or two conditions. */
export function GroupSelect({ label, value, onChange, attributes }: Props) {
  const t = useTranslations('segments.groupSelect');
  const words = useSegmentWords();
  const id = useId();
  const [opened, setOpened] = useState(false);
  const choose = (filter: GroupFilter) => {
    const text = filterText(filter);
    if (text !== value) onChange(text);
    setOpened(false);
  };
  return (
    <Input.Wrapper label={label} labelElement="div" id={id} w={{ base: '100%', xs: 'auto' }}>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus shadow="md">
        <Popover.Target>
          <Button
            variant="default"
            size="sm"
            fw={400}
            fullWidth
            justify="flex-start"
            leftSection={<IconUsers size={16} stroke={1.7} aria-hidden />}
            aria-label={t('buttonOf', { label, group: words.group(value) })}
            onClick={() => setOpened(!opened)}
          >
            {words.group(value)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="md" aria-label={label} maw="min(460px, calc(100vw - 24px))">
          <Stack gap="md">
            <Group gap={6}>
              {NAMED_GROUPS.map((group) => (
                <Button
                  key={group}
                  size="xs"
                  variant="light"
                  onClick={() => choose([{ by: 'group', group }])}
                >
                  {words.condition({ by: 'group', group })}
                </Button>
              ))}
            </Group>
            <Conditions value={value} attributes={attributes} onChoose={choose} />
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </Input.Wrapper>
  );
}

function Conditions({
  value,
  attributes,
  onChoose,
}: Pick<Props, 'value' | 'attributes'> & { readonly onChoose: (filter: GroupFilter) => void }) {
  const t = useTranslations('segments.groupSelect');
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    (parseFilter(value) ?? []).map(draftOf),
  );
  const conditions = drafts.map((draft) => conditionOf(draft));
  const whole = conditions.filter((condition) => condition !== undefined);
  const isWhole = whole.length === drafts.length && whole.length > 0;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) onChoose(whole);
  };
  return (
    <form onSubmit={apply} aria-label={t('conditions')}>
      <Stack gap="xs">
        <Text size="xs" c="dimmed">
          {t('conditionsHint')}
        </Text>
        {drafts.map((draft, i) => (
          <ConditionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place; only the last can be taken away
            key={i}
            number={i + 1}
            draft={draft}
            attributes={attributes}
            onChange={(next) => setDrafts(drafts.map((old, k) => (k === i ? next : old)))}
          />
        ))}
        <Group justify="space-between" gap="xs">
          {drafts.length < MAX_CONDITIONS ? (
            <Button size="xs" variant="subtle" onClick={() => setDrafts([...drafts, EMPTY_DRAFT])}>
              {t('add')}
            </Button>
          ) : (
            <Button size="xs" variant="subtle" onClick={() => setDrafts(drafts.slice(0, -1))}>
              {t('remove')}
            </Button>
          )}
          <Button type="submit" size="sm" disabled={!isWhole}>
            {t('apply')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
