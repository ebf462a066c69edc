'use client';
import { Anchor, Drawer, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats, useTime } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import {
  type BehindSelector,
  type ProcessBehind,
  processBehindSchema,
} from '@/lib/contracts/process';

export interface Pointed {
  readonly title: string;
  readonly selector: BehindSelector;
}

/** A filter whose celebs are asked for. */
export interface Source {
  readonly label: string;
  /** Query string of the filter, version included. */
  readonly params: string;
}

interface Props {
  readonly version: string;
  /** One, or the two compared groups. */
  readonly sources: readonly Source[];
  readonly pointed: Pointed | null;
  readonly onClose: () => void;
}

type CelebRow = ProcessBehind['celebs']['rows'][number];
type CaseRow = NonNullable<ProcessBehind['cases']>['rows'][number];

/** Who and what is behind a part of the picture. */
export function BehindDrawer({ version, sources, pointed, onClose }: Props) {
  const t = useTranslations('process');
  const [chosen, setChosen] = useState(0);
  const source = sources[chosen] ?? sources[0];
  return (
    <Drawer
      opened={pointed !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={pointed?.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {sources.length > 1 ? (
        <SegmentedControl
          aria-label={t('group')}
          mb="md"
          value={String(chosen)}
          onChange={(v) => setChosen(Number(v))}
          data={sources.map(({ label }, i) => ({ value: String(i), label }))}
        />
      ) : null}
      {pointed && source ? (
        <Behind version={version} params={source.params} selector={pointed.selector} />
      ) : null}
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
  selector: BehindSelector;
}) {
  const t = useTranslations('process');
  const f = useFormats();
  const timeOf = useTime();
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
      numberColumn('count', t('count'), (r) => r.count, f.integer),
    ],
    [t, f, version],
  );
  const caseColumns = useMemo(
    (): Column<CaseRow>[] => [
      { key: 'caseId', label: t('caseId'), value: (r) => r.caseId },
      { key: 'actor', label: t('actor'), value: (r) => r.actorId },
      { key: 'room', label: t('room'), value: (r) => r.roomId },
      { key: 'start', label: t('begin'), value: (r) => r.start, cell: (r) => timeOf(r.start) },
      numberColumn('events', t('events'), (r) => r.events, f.integer),
      numberColumn('hits', t('hits'), (r) => r.hits, f.integer),
    ],
    [t, f, timeOf],
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
      {cases ? (
        <>
          {part(t('cases'), cases)}
          <DataTable
            label={t('cases')}
            rows={cases.rows}
            columns={caseColumns}
            rowKey={caseKey}
            fileName="process-cases"
            height={320}
          />
        </>
      ) : null}
    </Stack>
  );
}

const celebKey = (row: CelebRow) => row.celebId;
const caseKey = (row: CaseRow) => row.caseId;
