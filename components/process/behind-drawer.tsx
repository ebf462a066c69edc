'use client';
import { Anchor, Drawer, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import { type ProcessBehind, processBehindSchema } from '@/lib/contracts/process';
import type { ProcessSelector } from '@/lib/domain/process/cases';

export interface Pointed {
  readonly title: string;
  readonly selector: ProcessSelector;
}

interface Props {
  readonly version: string;
  /** Query string of the page's filter. */
  readonly params: string;
  readonly pointed: Pointed | null;
  readonly onClose: () => void;
}

type CelebRow = ProcessBehind['celebs']['rows'][number];
type CaseRow = ProcessBehind['cases']['rows'][number];

/** Who and what is behind a part of the map. */
export function BehindDrawer({ version, params, pointed, onClose }: Props) {
  const t = useTranslations('process');
  return (
    <Drawer
      opened={pointed !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={pointed?.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {pointed ? <Behind version={version} params={params} selector={pointed.selector} /> : null}
    </Drawer>
  );
}

function Behind({
  version,
  params,
  selector,
}: {
  version: string;
  params: string;
  selector: ProcessSelector;
}) {
  const t = useTranslations('process');
  const f = useFormats();
  const asked = `${params}&${queryString({ selector: JSON.stringify(selector) })}`;
  const query = useQuery({
    queryKey: ['process-behind', asked],
    queryFn: ({ signal }) => getJson(`/process/behind?${asked}`, processBehindSchema, signal),
  });
  const celebColumns = useMemo(
    (): Column<CelebRow>[] => [
      {
        key: 'celeb',
        label: t('celeb'),
        value: (r) => r.celebId,
        cell: (r) => (
          <Anchor
            component={Link}
            size="sm"
            href={`/explore/series?${queryString({ version, scope: 'celeb', celeb: r.celebId })}`}
          >
            {r.celebId}
          </Anchor>
        ),
      },
      {
        key: 'count',
        label: t('count'),
        value: (r) => r.count,
        cell: (r) => f.integer(r.count),
        numeric: true,
      },
    ],
    [t, f, version],
  );
  const caseColumns = useMemo(
    (): Column<CaseRow>[] => [
      { key: 'caseId', label: t('caseId'), value: (r) => r.caseId },
      { key: 'actor', label: t('actor'), value: (r) => r.actorId },
      { key: 'room', label: t('room'), value: (r) => r.roomId },
      { key: 'start', label: t('begin'), value: (r) => r.start, cell: (r) => f.time(r.start) },
      {
        key: 'events',
        label: t('events'),
        value: (r) => r.events,
        cell: (r) => f.integer(r.events),
        numeric: true,
      },
      {
        key: 'hits',
        label: t('hits'),
        value: (r) => r.hits,
        cell: (r) => f.integer(r.hits),
        numeric: true,
      },
    ],
    [t, f],
  );
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={400} />;
  const { celebs, cases } = query.data;
  const part = (
    name: string,
    { rows, total, truncated }: { rows: readonly unknown[]; total: number; truncated: boolean },
  ) => (
    <div>
      <Title order={3}>{`${name} (${f.integer(total)})`}</Title>
      {truncated ? (
        <Text size="xs" c="dimmed">
          {t('some', { shown: rows.length, total })}
        </Text>
      ) : null}
    </div>
  );
  return (
    <Stack gap="md">
      {part(t('celebs'), celebs)}
      <DataTable
        label={t('celebs')}
        rows={celebs.rows}
        columns={celebColumns}
        rowKey={celebKey}
        fileName="process-celebs"
        height={260}
      />
      {part(t('cases'), cases)}
      <DataTable
        label={t('cases')}
        rows={cases.rows}
        columns={caseColumns}
        rowKey={caseKey}
        fileName="process-cases"
        height={320}
      />
    </Stack>
  );
}

const celebKey = (row: CelebRow) => row.celebId;
const caseKey = (row: CaseRow) => row.caseId;
