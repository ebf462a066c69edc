'use client';
import { Button, Card, Group, SimpleGrid, Slider, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsFloat, useQueryState } from 'nuqs';
import { type ReactNode, useState } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import type { RunDetail } from '@/lib/contracts/models';
import { calibrate } from '@/lib/domain/metrics/calibration';
import { confusionShares } from '@/lib/domain/metrics/classification';
import { TOP_SHARE } from '@/lib/domain/metrics/definitions';
import { bestF1, confusionAt, pointAt, pointOfShare } from '@/lib/domain/models/operating';
import { testTotals } from './model-curves';
import { Term } from './term';

/** Moves the threshold and shows what it would mean: who is found, who is missed, how many are contacted. */
export function ThresholdCard({ run }: { run: RunDetail }) {
  const t = useTranslations('models.threshold');
  const f = useFormats();
  const points = run.report.operatingPoints;
  const totals = testTotals(run);
  const [threshold, setThreshold] = useQueryState(
    'threshold',
    parseAsFloat.withDefault(0.5).withOptions({ history: 'replace' }),
  );
  // Follows the hand at once; the address is told when the hand lets go.
  const [moving, setMoving] = useState<number | null>(null);
  const index = moving ?? pointAt(points, threshold);
  const point = points[index];
  const confusion = confusionAt(point, totals);
  const { precision, recall, f1, accuracy } = confusionShares(confusion);
  const called = confusion.truePositives + confusion.falsePositives;
  const share = (value: number) => (Number.isFinite(value) ? f.percent(value) : '–');
  const choose = (to: number) => {
    const chosen = points[to];
    setMoving(null);
    void setThreshold(chosen?.threshold ?? 1);
  };
  const calibrated =
    run.calibration && point ? calibrate(run.calibration, [point.threshold])[0] : undefined;
  const said = point ? f.score(point.threshold) : t('above');
  return (
    <Card component="section" aria-label={t('title')} h="100%">
      <Stack gap="sm">
        <div>
          <Title order={2}>{t('title')}</Title>
          <Text size="xs" c="dimmed">
            {t('hint')}
          </Text>
        </div>
        {points.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('none')}
          </Text>
        ) : (
          <>
            <div>
              <Text size="sm" className="tabular" role="status" data-threshold={said}>
                {t.rich('from', { threshold: said, b: (text) => <b>{text}</b> })}
                {calibrated === undefined ? null : (
                  <Text span size="xs" c="dimmed">
                    {' '}
                    {t('calibrated', { value: f.score(calibrated) })}
                  </Text>
                )}
              </Text>
              <Slider
                min={-1}
                max={points.length - 1}
                step={1}
                value={index}
                onChange={setMoving}
                onChangeEnd={choose}
                label={() => said}
                thumbLabel={t('slider')}
                thumbValueText={() => said}
                my="xs"
              />
              <Group justify="space-between" wrap="nowrap">
                <Text size="xs" c="dimmed">
                  {t('few')}
                </Text>
                <Text size="xs" c="dimmed">
                  {t('many')}
                </Text>
              </Group>
            </div>
            <Group gap={6}>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => choose(pointAt(points, 0.5))}
              >
                {t('half')}
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => choose(pointOfShare(points, TOP_SHARE, totals))}
              >
                {t('top', { share: f.percent(TOP_SHARE) })}
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => choose(bestF1(points, totals))}
              >
                {t('bestF1')}
              </Button>
            </Group>
            <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="xs">
              <Figure label={<Term help={t('precisionHelp')}>{t('precision')}</Term>}>
                {share(precision)}
              </Figure>
              <Figure label={<Term help={t('recallHelp')}>{t('recall')}</Term>}>
                {share(recall)}
              </Figure>
              <Figure label={<Term help={t('f1Help')}>{t('f1')}</Term>}>{share(f1)}</Figure>
              <Figure label={<Term help={t('accuracyHelp')}>{t('accuracy')}</Term>}>
                {share(accuracy)}
              </Figure>
            </SimpleGrid>
            <Confusion run={run} confusion={confusion} />
            <Text size="sm" data-contacts={called}>
              {t.rich('contacts', {
                contacts: f.decimal(called / Math.max(1, run.splitSummary.test.anchors)),
                eligible: f.decimal(totals.windows / Math.max(1, run.splitSummary.test.anchors)),
                b: (text) => <b>{text}</b>,
                term: (text) => <Term help={t('contactsHelp')}>{text}</Term>,
              })}
            </Text>
          </>
        )}
      </Stack>
    </Card>
  );
}

function Figure({ label, children }: { label: ReactNode; children: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={650} size="xl" className="tabular">
        {children}
      </Text>
    </div>
  );
}

function Confusion({
  run,
  confusion,
}: {
  run: RunDetail;
  confusion: ReturnType<typeof confusionAt>;
}) {
  const t = useTranslations('models.threshold');
  const f = useFormats();
  const cell = (name: keyof typeof confusion, good: boolean) => (
    <Table.Td
      ta="center"
      data-confusion={name}
      style={{ background: good ? 'var(--mantine-primary-color-light)' : undefined }}
    >
      <Text fw={650} className="tabular">
        {f.integer(confusion[name])}
      </Text>
      <Text size="xs" c="dimmed">
        {t(`cells.${name}`)}
      </Text>
    </Table.Td>
  );
  const yes = t(`outcomes.${run.target}.yes`);
  const no = t(`outcomes.${run.target}.no`);
  return (
    <Table fz="sm" withTableBorder withColumnBorders layout="fixed" captionSide="top">
      <Table.Caption>{t('confusion')}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          <Table.Th ta="center">{t('called', { outcome: yes })}</Table.Th>
          <Table.Th ta="center">{t('called', { outcome: no })}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Table.Tr>
          <Table.Th scope="row">{t('really', { outcome: yes })}</Table.Th>
          {cell('truePositives', true)}
          {cell('falseNegatives', false)}
        </Table.Tr>
        <Table.Tr>
          <Table.Th scope="row">{t('really', { outcome: no })}</Table.Th>
          {cell('falsePositives', false)}
          {cell('trueNegatives', true)}
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}
