'use client';
import { Card, Stack, Table, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { CurveLine } from '@/components/charts/curve-lines';
import { useFormats } from '@/components/ui/use-formats';
import type { RunDetail } from '@/lib/contracts/models';
import { CurveChart } from './curve-chart';
import { useRunWords } from './use-run-words';

const UNIT = [0, 1] as const;
const DASHES = { none: 'dotted', platt: 'solid', isotonic: 'dashed' } as const;

/** How often what was said came true, before and after each calibration. */
export function ReliabilityCard({ run }: { run: RunDetail }) {
  const t = useTranslations('models.reliability');
  const m = useTranslations('models');
  const f = useFormats();
  const words = useRunWords();
  const used = run.calibration?.method ?? 'none';
  const { calibration } = run.report;
  const lines = useMemo(
    (): CurveLine[] => [
      ...calibration.map(
        ({ method, reliability }, i): CurveLine => ({
          name: m(`calibrations.${method}`),
          points: reliability.map((bin) => [bin.predicted, bin.observed]),
          colour: i,
          dash: DASHES[method],
          width: method === used ? 3 : 1.6,
          marked: true,
        }),
      ),
      {
        name: t('perfect'),
        points: [
          [0, 0],
          [1, 1],
        ],
        dash: 'dashed',
        width: 1,
        guide: true,
      },
    ],
    [calibration, used, m, t],
  );
  return (
    <Stack gap="md">
      <CurveChart
        title={t('title')}
        subtitle={t('hint')}
        alt={t('alt', { method: m(`calibrations.${used}`) })}
        lines={lines}
        xName={t('said')}
        yName={t('seen')}
        xRange={UNIT}
        yRange={UNIT}
        formatX={f.percent}
        formatY={f.percent}
        fileName="reliability"
        height={340}
      />
      <Card>
        <Table fz="sm" verticalSpacing={5}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{m('settings.calibration')}</Table.Th>
              <Table.Th ta="right">{words.metric('logLoss')}</Table.Th>
              <Table.Th ta="right">{words.metric('brier')}</Table.Th>
              <Table.Th ta="right">{words.metric('expectedCalibrationError')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {calibration.map(({ method, logLoss, brier, expectedCalibrationError }) => (
              <Table.Tr key={method}>
                <Table.Th scope="row" fw={method === used ? 700 : 500}>
                  {m(`calibrations.${method}`)}
                  {method === used ? ` · ${t('used')}` : ''}
                </Table.Th>
                {[logLoss, brier, expectedCalibrationError].map((value, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: three fixed columns
                  <Table.Td key={i} ta="right" className="tabular">
                    {words.score(value)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="xs" c="dimmed" mt={6}>
          {t('lower')}
        </Text>
      </Card>
    </Stack>
  );
}
