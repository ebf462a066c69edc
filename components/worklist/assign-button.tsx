'use client';
import { Autocomplete, Button, Group, Popover, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { personSchema } from '@/lib/contracts/work';

interface Props {
  /** Who looks after somebody already. */
  readonly owners: readonly string[];
  readonly me: string;
  readonly isBusy: boolean;
  /** Null = nobody. */
  readonly onAssign: (owner: string | null) => void;
}

/** Chooses who looks after the selected celebs: the reader, somebody by name, or nobody. */
export function AssignButton({ owners, me, isBusy, onAssign }: Props) {
  const t = useTranslations('worklist');
  const [opened, { toggle, close }] = useDisclosure(false);
  const [typed, setTyped] = useState('');
  const person = personSchema.safeParse(typed);
  const assign = (owner: string | null) => {
    close();
    setTyped('');
    onAssign(owner);
  };
  return (
    <Popover opened={opened} onChange={close} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="xs"
          loading={isBusy}
          onClick={toggle}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('assign')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('assign')}>
        <Stack gap="xs" w={240}>
          <Group gap={6} grow>
            <Button size="xs" variant="default" onClick={() => assign(me)}>
              {t('assignMe')}
            </Button>
            <Button size="xs" variant="default" onClick={() => assign(null)}>
              {t('nobody')}
            </Button>
          </Group>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (person.success) assign(person.data);
            }}
          >
            <Group gap={6} wrap="nowrap" align="flex-end">
              <Autocomplete
                size="xs"
                flex={1}
                data-autofocus
                label={t('person')}
                data={[...owners]}
                value={typed}
                onChange={setTyped}
                maxLength={80}
                comboboxProps={{ withinPortal: false }}
              />
              <Button size="xs" type="submit" disabled={!person.success}>
                {t('assignTo')}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
