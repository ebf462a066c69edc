'use client';
import { SegmentedControl } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { Chart } from '@/components/charts/chart';
import type { Column } from '@/components/ui/data-table';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ActionView } from '@/lib/contracts/actions';
import type { CelebProfile, CelebTimeline } from '@/lib/contracts/celeb';
import {
  binsWithin,
  TIMELINE_STEPS,
  type TimelineBin,
  type TimelineStep,
  timelineBins,
} from './timeline-bins';
import { TIMELINE_HEIGHT, timelinePanels } from './timeline-panels';
import { useCelebTimeline } from './use-celeb';

interface Props {
  readonly profile: CelebProfile;
  readonly snapshotId: string;
  readonly actions: readonly ActionView[];
}

/** Own activity, fan activity and stickers of 20 weeks, with what was done about the celeb. */
export function TimelineCard(props: Props) {
  const query = useCelebTimeline(props.profile.celeb.id, props.snapshotId);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={TIMELINE_HEIGHT + 90} />;
  return (
    <div className={query.isPlaceholderData ? 'stale' : undefined}>
      <Timeline {...props} timeline={query.data} />
    </div>
  );
}

interface Row extends TimelineBin {
  readonly actions: readonly string[];
}
const rowKey = (row: Row) => row.from;

function Timeline({ profile, actions, timeline }: Props & { readonly timeline: CelebTimeline }) {
  const t = useTranslations('celeb.timeline');
  const a = useTranslations('actions');
  const f = useFormats();
  const [step, setStep] = useQueryState(
    'step',
    parseAsStringLiteral(TIMELINE_STEPS).withDefault('day').withOptions({ history: 'push' }),
  );
  const { asOf, observed, foretold } = profile;
  const rows = useMemo(
    (): Row[] =>
      timelineBins(timeline, asOf, step).map((bin) => ({
        ...bin,
        actions: actions
          .filter((action) => action.asOf >= bin.from && action.asOf <= bin.to)
          .map(({ kind }) => a(`kinds.${kind}`)),
      })),
    [timeline, asOf, step, actions, a],
  );
  const words = useMemo(
    () => ({
      own: t('own'),
      fan: t('fan'),
      stickers: t('stickers'),
      observed: t('observed'),
      foretold: t('foretold'),
      action: t('action'),
      unknown: t('unknown'),
    }),
    [t],
  );
  const formatBin = useMemo(() => binWords(step, f.longDay, f.dayRange), [step, f]);
  const option = useMemo(
    () =>
      timelinePanels({
        bins: rows,
        step,
        observed: binsWithin(rows, observed),
        // Only days that have come are foretold here; the rest of the axis is not there.
        foretold: asOf < timeline.today ? binsWithin(rows, foretold) : undefined,
        marks: rows.flatMap((row, at) =>
          row.actions.length > 0 ? [{ at, told: row.actions }] : [],
        ),
        words,
        formatBin,
        formatValue: f.integer,
        formatTick: f.compact,
        formatShortDay: f.shortDay,
      }),
    [rows, step, observed, foretold, asOf, timeline.today, words, formatBin, f],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        key: 'from',
        label: t(`steps.${step}`),
        value: (row) => row.from,
        cell: (row) => formatBin(row),
      },
      numberColumn('own', words.own, (row) => row.own, f.integer),
      numberColumn('fan', words.fan, (row) => row.fan, f.integer),
      numberColumn('stickers', words.stickers, (row) => row.stickers, f.integer),
      { key: 'actions', label: words.action, value: (row) => row.actions.join(', ') },
    ],
    [t, step, words, formatBin, f],
  );
  const last = timeline.days.at(-1) ?? asOf;
  const name = profile.celeb.name ?? profile.celeb.id;
  return (
    <Chart
      title={t('title')}
      subtitle={t('subtitle', {
        range: f.dayRange(timeline.days[0] ?? asOf, last),
        observed: f.dayRange(observed.from, observed.to),
      })}
      above={
        <SegmentedControl
          size="xs"
          aria-label={t('step')}
          value={step}
          onChange={(value) =>
            void setStep(TIMELINE_STEPS.find((x) => x === value && x !== 'day') ?? null)
          }
          data={TIMELINE_STEPS.map((value) => ({ value, label: t(`steps.${value}`) }))}
        />
      }
      alt={t('alt', {
        celeb: name,
        own: f.integer(timeline.own.reduce((sum, n) => sum + n, 0)),
        fan: f.integer(timeline.fan.reduce((sum, n) => sum + n, 0)),
        stickers: f.integer(timeline.stickers.reduce((sum, n) => sum + n, 0)),
        last: f.longDay(last),
      })}
      height={TIMELINE_HEIGHT}
      option={option}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`celeb-timeline-${profile.celeb.id}-${step}`}
    />
  );
}

const binWords =
  (
    step: TimelineStep,
    longDay: (iso: string) => string,
    dayRange: (from: string, to: string) => string,
  ) =>
  ({ from, to }: TimelineBin) =>
    step === 'day' ? longDay(from) : dayRange(from, to);
