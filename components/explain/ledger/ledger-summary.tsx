'use client';
import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Term } from '@/components/models/term';
import type { FeatureLedger } from '@/lib/contracts/explain';
import { countRows } from './ledger-view';
import { TrainSetsButton } from './train-sets-dialog';

interface Props {
  readonly ledger: FeatureLedger;
  readonly explanationId: string;
}

/** The ledger in a sentence, and the way to a model on what it accepts. */
export function LedgerSummary({ ledger, explanationId }: Props) {
  const t = useTranslations('ledger');
  const { rows, windows, settings } = ledger;
  const counts = countRows(rows);
  return (
    <Card component="section" aria-label={t('summaryTitle')}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} maw={820}>
          <Title order={2}>{t('summaryTitle')}</Title>
          <Text size="md" data-ledger="summary">
            {t.rich('summary', {
              total: rows.length,
              ...counts,
              b: (text) => <b>{text}</b>,
              boruta: (text) => <Term help={t('borutaHelp')}>{text}</Term>,
              vif: (text) => <Term help={t('vifHelp', { limit: settings.vifLimit })}>{text}</Term>,
            })}
          </Text>
          <Text size="xs" c="dimmed" className="tabular">
            {t('fittedOn', {
              windows: windows.count,
              celebs: windows.celebs,
              positives: windows.positives,
              trials: ledger.shadows.length,
              seed: String(settings.seed),
            })}
          </Text>
        </Stack>
        <TrainSetsButton ledger={ledger} explanationId={explanationId} />
      </Group>
    </Card>
  );
}
