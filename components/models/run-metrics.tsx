'use client';
import { Card, ScrollArea, Table, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { RunDetail } from '@/lib/contracts/models';
import { CLASSIFICATION_METRICS } from '@/lib/domain/metrics/definitions';
import { axisOf } from './interval-bar';
import { MetricCell } from './metric-cell';
import { Term } from './term';
import { shareOfCeiling, useRunWords } from './use-run-words';

/** Every metric on the test windows with its interval, beside the ceiling and the validation windows. */
export function RunMetrics({ run }: { run: RunDetail }) {
  const t = useTranslations('models');
  const f = useFormats();
  const words = useRunWords();
  const { ceiling } = run;
  return (
    <Card component="section" aria-label={t('metricsTitle')} h="100%">
      <Title order={2}>{t('metricsTitle')}</Title>
      <Text size="xs" c="dimmed" mb="xs">
        {t('metricsHint')}
      </Text>
      <ScrollArea
        type="auto"
        offsetScrollbars="present"
        viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('metricsTitle') }}
      >
        <Table fz="sm" verticalSpacing={6} miw={ceiling ? 620 : 500} data-run="metrics">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('metricColumn')}</Table.Th>
              <Table.Th>
                <Term help={t('intervalHelp')}>{t('testColumn')}</Term>
              </Table.Th>
              <Table.Th ta="right">{t('validationColumn')}</Table.Th>
              {ceiling ? (
                <>
                  <Table.Th ta="right">
                    <Term help={t('ceilingHint')}>{t('ceiling')}</Term>
                  </Table.Th>
                  <Table.Th ta="right">{t('shareOfCeiling')}</Table.Th>
                </>
              ) : null}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {CLASSIFICATION_METRICS.map((metric) => {
              const share = shareOfCeiling(run, metric);
              const of = ceiling?.[metric] ?? null;
              return (
                <Table.Tr key={metric}>
                  <Table.Th scope="row" fw={500}>
                    <Term help={t(`metric.${metric}.help`)}>{words.metric(metric)}</Term>
                  </Table.Th>
                  <Table.Td>
                    <MetricCell
                      interval={run.test[metric]}
                      {...axisOf([run.test[metric]], [of])}
                      ceiling={of}
                    />
                  </Table.Td>
                  <Table.Td ta="right" className="tabular">
                    {words.score(run.validation[metric])}
                  </Table.Td>
                  {ceiling ? (
                    <>
                      <Table.Td ta="right" className="tabular">
                        {words.score(of)}
                      </Table.Td>
                      <Table.Td ta="right" className="tabular">
                        {share === null ? '–' : f.percent(share)}
                      </Table.Td>
                    </>
                  ) : null}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Card>
  );
}
