'use client';
import { Alert, Grid, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ErrorState, LoadingState } from '@/components/ui/states';
import type { FeatureLedger } from '@/lib/contracts/explain';
import type { TabProps } from '../props';
import { BoxCard } from './box-card';
import type { LedgerChartProps } from './chart-props';
import { ComparisonCard } from './comparison-card';
import { CorrelationCard } from './correlation-card';
import { FeatureDrawer } from './feature-drawer';
import { HistoryCard } from './history-card';
import { LedgerFilter } from './ledger-filter';
import { LedgerSummary } from './ledger-summary';
import { LedgerTable } from './ledger-table';
import { chosenRows } from './ledger-view';
import { useLedger, useLedgerFilter } from './use-ledger';
import { VifCard } from './vif-card';

/** Which features carry information of their own, and whether models do better without the others. */
export function LedgerTab({ explanation, part }: TabProps) {
  const query = useLedger(explanation.id, part.target);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={900} />;
  return (
    <div
      className={query.isPlaceholderData ? 'stale' : undefined}
      aria-busy={query.isPlaceholderData}
    >
      <Ledger ledger={query.data} explanation={explanation} part={part} />
    </div>
  );
}

function Ledger({
  ledger,
  explanation,
  part,
}: Pick<TabProps, 'explanation' | 'part'> & { readonly ledger: FeatureLedger }) {
  const t = useTranslations('ledger');
  const [{ verdict, group, vif }, setFilter] = useLedgerFilter();
  const rows = useMemo(
    () => chosenRows(ledger.rows, { verdict, group, vif }),
    [ledger, verdict, group, vif],
  );
  const open = (feature: string) => void setFilter({ feature });
  return (
    <Stack gap="md">
      <LedgerSummary ledger={ledger} explanationId={explanation.id} />
      <LedgerFilter ledger={ledger} shown={rows.length} />
      <LedgerTable rows={rows} target={ledger.target} onOpen={open} />
      <ComparisonCard explanation={explanation} part={part} />
      {rows.length > 0 ? (
        <LedgerCharts ledger={ledger} rows={rows} onPick={open} />
      ) : (
        <Text c="dimmed" ta="center" py="lg">
          {t('nothingChosen')}
        </Text>
      )}
      <FeatureDrawer ledger={ledger} />
    </Stack>
  );
}

function LedgerCharts(props: LedgerChartProps) {
  const t = useTranslations('ledger');
  const tried = props.ledger.shadows.length > 0;
  return (
    <>
      {tried ? null : (
        <Alert variant="light" color="night" icon={<IconInfoCircle aria-hidden />}>
          {t('noTrials')}
        </Alert>
      )}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: tried ? 6 : 12 }}>
          <VifCard {...props} />
        </Grid.Col>
        {tried ? (
          <Grid.Col span={{ base: 12, lg: 6 }}>
            <BoxCard {...props} />
          </Grid.Col>
        ) : null}
      </Grid>
      {tried ? <HistoryCard {...props} /> : null}
      <CorrelationCard {...props} />
    </>
  );
}
