'use client';
import { Button, Group, Popover, Stack, Text } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { SettledNumber } from '@/components/ui/settled-number';
import { RANGES, type SetWorklistState, type WorklistState } from './use-worklist-filter';
import classes from './worklist.module.css';

/** Bounds score and probabilities from both ends. */
export function RangeFilter({
  state,
  setState,
}: {
  readonly state: WorklistState;
  readonly setState: SetWorklistState;
}) {
  const t = useTranslations('worklist');
  const set = RANGES.filter(
    (name) => state[`${name}Min`] !== null || state[`${name}Max`] !== null,
  ).length;
  return (
    <Popover position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="sm"
          variant={set > 0 ? 'light' : 'default'}
          fw={500}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {set > 0 ? t('rangesSet', { count: set }) : t('ranges')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('ranges')}>
        <Stack gap="sm">
          {RANGES.map((name) => (
            <fieldset key={name} className={classes.range}>
              <legend>{t(`columns.${name}`)}</legend>
              <Group gap="xs" wrap="nowrap">
                {(['Min', 'Max'] as const).map((end) => (
                  <SettledNumber
                    key={end}
                    size="xs"
                    w={110}
                    label={t(`ends.${end}`)}
                    min={0}
                    max={1}
                    step={0.05}
                    decimalScale={4}
                    value={state[`${name}${end}`] ?? (end === 'Min' ? 0 : 1)}
                    onSettle={(value) => {
                      const whole = end === 'Min' ? 0 : 1;
                      if (value !== (state[`${name}${end}`] ?? whole))
                        void setState({ [`${name}${end}`]: value === whole ? null : value });
                    }}
                  />
                ))}
              </Group>
            </fieldset>
          ))}
          <Text size="xs" c="dimmed">
            {t('rangesHint')}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
