'use client';
import { Drawer, Group, List, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { FeatureLedger, LedgerRow } from '@/lib/contracts/explain';
import { HistoryCard } from './history-card';
import { strongestCorrelations, vifNumber } from './ledger-view';
import { useLedgerFilter } from './use-ledger';
import { useLedgerWords } from './use-ledger-words';
import { VerdictBadge } from './verdict-badge';

const MOST_NEIGHBOURS = 5;
const stay = () => undefined;

/** The details of the feature that the address names. */
export function FeatureDrawer({ ledger }: { readonly ledger: FeatureLedger }) {
  const t = useTranslations('ledger');
  const words = useLedgerWords();
  const [{ feature }, setFilter] = useLedgerFilter();
  const row = ledger.rows.find((one) => one.feature === feature);
  return (
    <Drawer
      opened={row !== undefined}
      onClose={() => void setFilter({ feature: null })}
      position="right"
      size="xl"
      title={row ? words.feature(row.feature) : undefined}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {row ? <Details ledger={ledger} row={row} /> : null}
    </Drawer>
  );
}

function Details({ ledger, row }: { readonly ledger: FeatureLedger; readonly row: LedgerRow }) {
  const t = useTranslations('ledger');
  const words = useLedgerWords();
  const { vif, boruta } = row;
  const rows = useMemo(() => [row], [row]);
  const neighbours = strongestCorrelations(ledger, row.feature, MOST_NEIGHBOURS);
  const facts: readonly (readonly [string, string])[] = [
    [t('column'), row.feature],
    [t('group'), words.group(row.group)],
    [t('vifBefore'), words.vif(vifNumber(vif.before))],
    [t('vifLast'), words.vif(vifNumber(vif.last))],
    [
      t('removedAs'),
      vif.removedAs === null ? t('fates.kept') : t('removedOrder', { order: vif.removedAs }),
    ],
    [t('hits'), t('hitsOf', { hits: boruta.hits, trials: boruta.trials })],
    [t('p'), words.p(boruta.p)],
    [t('adjustedP'), words.p(boruta.adjustedP)],
    [
      t('decidedAfter'),
      boruta.decidedAfter === null ? '–' : t('trialNumber', { number: boruta.decidedAfter }),
    ],
  ];
  return (
    <Stack gap="md">
      <Group gap="sm">
        <VerdictBadge verdict={boruta.verdict} />
      </Group>
      <div>
        <Text size="sm">{words.borutaReason(row)}</Text>
        <Text size="sm">{words.vifReason(row)}</Text>
      </div>
      <Table fz="sm" verticalSpacing={4} data-ledger="facts">
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              <Table.Td ta="right" className="tabular">
                {value}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {ledger.shadows.length > 0 ? (
        <HistoryCard
          ledger={ledger}
          rows={rows}
          onPick={stay}
          title={t('historyOf', { feature: words.feature(row.feature) })}
          height={280}
        />
      ) : null}
      {neighbours.length > 0 ? (
        <div>
          <Title order={3} mb={4}>
            {t('neighbours')}
          </Title>
          <List size="sm" spacing={2}>
            {neighbours.map((one) => (
              <List.Item key={one.feature} className="tabular">
                {t('neighbour', {
                  feature: words.feature(one.feature),
                  value: words.correlation(one.value),
                })}
              </List.Item>
            ))}
          </List>
        </div>
      ) : null}
    </Stack>
  );
}
