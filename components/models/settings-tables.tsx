'use client';
import { Card, Group, ScrollArea, SimpleGrid, Table, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { RunDetail } from '@/lib/contracts/models';
import { settingDifferences } from '@/lib/domain/models/settings';
import { useRunWords } from './use-run-words';
import { settingsOf, useSettingWords } from './use-setting-words';

/** Of several runs, the settings that are not the same in all. */
export function RunSettingsDifferences({ runs }: { runs: readonly RunDetail[] }) {
  const t = useTranslations('models');
  const words = useRunWords();
  const { name, value, isNamed } = useSettingWords();
  // Fine points of one kind alone, which no other kind has, are on its card.
  const differences = settingDifferences(runs.map(settingsOf)).filter(
    ({ key, values }) => isNamed(key) || values.filter((v) => v !== undefined).length > 1,
  );
  return (
    <Card component="section" aria-label={t('differences')}>
      <Title order={2} mb="xs">
        {t('differences')}
      </Title>
      {differences.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('noDifferences')}
        </Text>
      ) : (
        <ScrollArea
          type="auto"
          offsetScrollbars="present"
          viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('differences') }}
        >
          <Table fz="sm" verticalSpacing={6} miw={220 + 180 * runs.length}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('setting')}</Table.Th>
                {runs.map((run) => (
                  <Table.Th key={run.id}>{words.name(run)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {differences.map(({ key, values }) => (
                <Table.Tr key={key}>
                  <Table.Th scope="row" fw={500}>
                    {name(key)}
                  </Table.Th>
                  {runs.map((run, i) => (
                    <Table.Td key={run.id} className="tabular">
                      {value(key, values[i])}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
    </Card>
  );
}

/** All settings of one run, and the programs it was made with. */
export function RunSettings({ run }: { run: RunDetail }) {
  const t = useTranslations('models');
  const { name, value } = useSettingWords();
  const pairs = [
    ...[...settingsOf(run)].map(([key, setting]) => [name(key), value(key, setting)] as const),
    ...Object.entries(run.libraries).map(
      ([library, version]) => [t('libraryVersion', { library }), version] as const,
    ),
  ];
  return (
    <Card component="section" aria-label={t('settingsTitle')}>
      <Title order={2} mb="xs">
        {t('settingsTitle')}
      </Title>
      <SimpleGrid component="dl" cols={{ base: 1, xs: 2 }} spacing="lg" verticalSpacing={0} m={0}>
        {pairs.map(([label, text]) => (
          <Group
            key={label}
            justify="space-between"
            wrap="nowrap"
            gap="sm"
            py={5}
            style={{ borderBottom: '1px solid var(--sl-line)' }}
          >
            <Text component="dt" size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {label}
            </Text>
            <Text component="dd" size="sm" fw={500} m={0} className="tabular" ta="right">
              {text}
            </Text>
          </Group>
        ))}
      </SimpleGrid>
    </Card>
  );
}
