'use client';
import { Button, Popover, Table, Text } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { SearchSettings } from '@/lib/contracts/search';
import { PARAMETERS, useSearchWords } from './use-search-words';

/** Everything that was chosen for a search. */
export function SettingsButton({ settings }: { settings: SearchSettings }) {
  const t = useTranslations('searches');
  const m = useTranslations('models');
  const f = useFormats();
  const words = useSearchWords();
  const { space } = settings;
  const rows = [
    [t('form.target'), m(`targets.${settings.target}`)],
    [t('form.numbers.epochs'), f.integer(settings.epochs)],
    [t('form.numbers.patience'), f.integer(settings.patience)],
    [t('sampler'), t(`samplers.${settings.sampler}.name`)],
    [t('form.pruning'), t(settings.pruning ? 'yes' : 'no')],
    [t('form.numbers.seed'), String(settings.seed)],
    ...PARAMETERS.map((name) => {
      const of = space[name];
      const text = Array.isArray(of)
        ? of.map((value) => words.value(name, value)).join(', ')
        : of.low === of.high
          ? words.value(name, of.low)
          : t('rangeOf', { low: words.value(name, of.low), high: words.value(name, of.high) });
      return [words.parameter(name), text];
    }),
  ];
  return (
    <Popover width={360} position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Button variant="subtle" leftSection={<IconAdjustments size={16} aria-hidden />}>
          {t('settings')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('settings')} tabIndex={-1}>
        <Table fz="xs" verticalSpacing={4}>
          <Table.Tbody>
            {rows.map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={500} w="42%">
                  {name}
                </Table.Th>
                <Table.Td>
                  <Text inherit className="tabular">
                    {value}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Popover.Dropdown>
    </Popover>
  );
}
