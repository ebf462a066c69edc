'use client';
import { Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { getJson } from '@/lib/client/api';
import { type DatasetView, type VersionView, versionDetailSchema } from '@/lib/contracts/datasets';
import { QualityCard } from './quality-card';
import { VersionChange } from './version-change';
import { VersionFiles } from './version-files';

/** All about one version: its size, what changed, its files and its quality report. */
export function VersionDetails({
  version,
  datasets,
}: {
  version: VersionView;
  datasets: readonly DatasetView[];
}) {
  const t = useTranslations('data');
  const detail = useQuery({
    queryKey: ['version', version.id],
    queryFn: ({ signal }) => getJson(`/versions/${version.id}`, versionDetailSchema, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const dataset = datasets.find((d) => d.id === version.datasetId);
  const before = dataset?.versions.find((v) => v.number === version.number - 1);
  return (
    <Stack gap="md" className={detail.isPlaceholderData ? 'stale' : undefined}>
      <Card withBorder padding="md" component="section" aria-labelledby="version-title">
        <Group justify="space-between" gap="xs" mb="sm">
          <Title order={2} id="version-title" style={{ overflowWrap: 'anywhere' }}>
            {t('versionTitle', { name: dataset?.name ?? '', number: version.number })}
          </Title>
          <Button
            size="compact-sm"
            component={Link}
            href={`/explore/series?version=${version.id}`}
            leftSection={<IconChartLine size={16} aria-hidden />}
          >
            {t('openSeries')}
          </Button>
        </Group>
        <Facts version={version} />
        <Text size="xs" c="dimmed" mt="xs">
          {t('windowLengths', {
            observe: version.windows.observeDays,
            outcome: version.windows.outcomeDays,
            stride: version.windows.strideDays,
          })}
        </Text>
        <VersionChange version={version} before={before} />
      </Card>
      {detail.isError ? (
        <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
      ) : detail.data ? (
        <>
          <VersionFiles files={detail.data.files} />
          <QualityCard quality={detail.data.quality} />
        </>
      ) : (
        <>
          <LoadingState height={140} />
          <LoadingState height={420} />
        </>
      )}
    </Stack>
  );
}

function Facts({ version: v }: { version: VersionView }) {
  const t = useTranslations('data');
  const f = useFormats();
  const { windows } = v;
  const rate = (part: number) => (windows.complete > 0 ? f.percent(part / windows.complete) : '–');
  const days = (Date.parse(v.lastDay) - Date.parse(v.firstDay)) / 86_400_000 + 1;
  const facts: [label: string, value: string, note: string][] = [
    [t('period'), t('days', { count: days }), `${f.day(v.firstDay)} – ${f.day(v.lastDay)}`],
    [t('tables.events'), f.integer(v.eventRows), t('rowsKept')],
    [t('tables.stickers'), f.integer(v.stickerRows), t('rowsKept')],
    [
      t('targetCelebs'),
      f.integer(v.targetCelebs),
      t('ofListed', { count: f.integer(v.celebRows) }),
    ],
    [
      t('windows'),
      f.integer(windows.complete),
      t('windowsNote', { anchors: f.integer(windows.anchors), open: f.integer(windows.open) }),
    ],
    [
      t('churnRate'),
      rate(windows.churned),
      t('stickerRateNote', { rate: rate(windows.stickerPositive) }),
    ],
  ];
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3 }} spacing="md" verticalSpacing="sm" m={0}>
      {facts.map(([label, value, note]) => (
        <div key={label}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={700} fz={20} lh={1.3} className="tabular">
            {value}
          </Text>
          <Text component="dd" m={0} size="xs" c="dimmed" className="tabular">
            {note}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
