'use client';
import { Button, Group, Input, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { lastWeeks } from '@/lib/domain/series/period';
import { useFormats } from './use-formats';

export interface Period {
  /** ISO days, both included. */
  readonly from: string;
  readonly to: string;
}

interface Props {
  /** Days that the data have. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Empty strings: from the first, to the last day. */
  readonly value: Period;
  readonly onChange: (period: Period) => void;
  /** "Period" when left out. */
  readonly label?: string;
}

const PRESET_WEEKS = [4, 8, 12] as const;
const WHOLE: Period = { from: '', to: '' };

/** A part of the data's days: the whole, the last weeks, or any two days. */
export function PeriodSelect({ firstDay, lastDay, value, onChange, label }: Props) {
  const t = useTranslations('states');
  const name = label ?? t('period');
  const f = useFormats();
  const id = useId();
  const [opened, setOpened] = useState(false);
  const from = value.from || firstDay;
  const to = value.to || lastDay;
  const [draft, setDraft] = useState<Period>({ from, to });
  const open = () => {
    setDraft({ from, to });
    setOpened(true);
  };
  const choose = (period: Period) => {
    onChange(period);
    setOpened(false);
  };
  const inside = (day: string) => day >= firstDay && day <= lastDay;
  const valid = inside(draft.from) && inside(draft.to) && draft.from <= draft.to;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!valid) return;
    choose({
      from: draft.from === firstDay ? '' : draft.from,
      to: draft.to === lastDay ? '' : draft.to,
    });
  };
  const field = (key: keyof Period) => (
    <TextInput
      type="date"
      size="sm"
      label={t(key)}
      min={firstDay}
      max={lastDay}
      value={draft[key]}
      onChange={(e) => setDraft({ ...draft, [key]: e.currentTarget.value })}
      error={!valid}
    />
  );
  return (
    <Input.Wrapper label={name} labelElement="div" id={id} w={{ base: '100%', xs: 'auto' }}>
      <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus shadow="md">
        <Popover.Target>
          <Button
            variant="default"
            size="sm"
            fw={400}
            fullWidth
            justify="flex-start"
            leftSection={<IconCalendar size={16} stroke={1.7} aria-hidden />}
            onClick={opened ? () => setOpened(false) : open}
            aria-label={t('periodOf', { label: name, from: f.day(from), to: f.day(to) })}
          >
            <span className="tabular">{f.dayRange(from, to)}</span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="md" aria-label={name}>
          <Stack gap="md" maw={340}>
            <Group gap={6}>
              <Button size="xs" variant="light" onClick={() => choose(WHOLE)}>
                {t('wholePeriod')}
              </Button>
              {PRESET_WEEKS.map((weeks) => (
                <Button
                  key={weeks}
                  size="xs"
                  variant="light"
                  onClick={() => {
                    const last = lastWeeks(weeks, { firstDay, lastDay });
                    choose({ from: last.from === firstDay ? '' : last.from, to: '' });
                  }}
                >
                  {t('lastWeeks', { count: weeks })}
                </Button>
              ))}
            </Group>
            <form onSubmit={apply}>
              <Group align="flex-end" gap="xs" grow>
                {field('from')}
                {field('to')}
              </Group>
              <Text size="xs" c={valid ? 'dimmed' : 'red'} mt={6} role="status">
                {valid
                  ? t('periodData', { from: f.day(firstDay), to: f.day(lastDay) })
                  : t('periodWrong', { from: f.day(firstDay), to: f.day(lastDay) })}
              </Text>
              <Button type="submit" size="sm" mt="sm" fullWidth disabled={!valid}>
                {t('apply')}
              </Button>
            </form>
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </Input.Wrapper>
  );
}
