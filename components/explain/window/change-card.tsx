'use client';
import { Box, Card, Stack, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ChangeDrawing, changeHeight } from '@/components/charts/change-drawing';
import { ChartCard } from '@/components/charts/chart-card';
import { svgImage } from '@/components/charts/svg-image';
import type { Column } from '@/components/ui/data-table';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import { ApiError } from '@/lib/client/api';
import type { ExplainedWindow } from '@/lib/contracts/explain';
import { windowChange } from '@/lib/domain/explain/window-change';
import { addDays } from '@/lib/domain/series/period';
import { FidelityNote } from '../fidelity-note';
import type { CardProps } from './card-props';
import { NoCard } from './missing-target';
import { useExplainedWindow } from './use-one-celeb';
import { useWindowWords } from './use-window-words';

const DAYS_BACK = 7;
const EXPORT_WIDTH = 880;

interface ChangeRow {
  readonly key: string;
  readonly label: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly valueTexts: readonly [string, string] | null;
  readonly change: number;
}
const rowKey = (row: ChangeRow) => row.key;

/** What moved a celeb's prediction since an earlier day; the week before unless another is given. */
export function ChangeCard({ since, ...props }: CardProps & { readonly since?: string }) {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const { asked, part } = props;
  const now = useExplainedWindow(asked);
  const earlier = since ?? addDays(asked.anchor, -DAYS_BACK);
  const before = useExplainedWindow({ ...asked, anchor: earlier });
  if (!now.data || part.isConstant) return <NoCard />;
  const target = t(`targets.${asked.target}`);
  const words =
    since === undefined
      ? { title: t('changeOf', { target }), before: t('before') }
      : { title: t('changeSince', { target, before: f.shortDay(since) }), before: f.day(since) };
  if (before.isError) return <NoChange title={words.title} earlier={earlier} query={before} />;
  if (!before.data) return <LoadingState height={300} />;
  const stale = now.isPlaceholderData || before.isPlaceholderData;
  return (
    <Box className={stale ? 'stale' : undefined} miw={0}>
      <Change {...props} words={words} before={before.data} after={now.data} />
    </Box>
  );
}

/** Sentences for weeks that cannot be compared with. */
const NO_WINDOW = ['celeb_not_eligible', 'anchor_outside_data'] as const;

function NoChange({
  title,
  earlier,
  query,
}: {
  readonly title: string;
  readonly earlier: string;
  readonly query: { readonly error: unknown; readonly refetch: () => unknown };
}) {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const { error } = query;
  const code =
    error instanceof ApiError ? NO_WINDOW.find((known) => known === error.body.code) : undefined;
  if (!code) return <ErrorState error={error} onRetry={() => void query.refetch()} />;
  return (
    <Card component="section" aria-label={title}>
      <Stack gap="sm">
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed">
          {t(`noChange.${code}`, { anchor: f.longDay(earlier) })}
        </Text>
      </Stack>
    </Card>
  );
}

function Change({
  asked,
  part,
  words: { title, before: beforeLabel },
  before,
  after,
}: CardProps & {
  /** Heading, and what the earlier day is called. */
  readonly words: { readonly title: string; readonly before: string };
  readonly before: ExplainedWindow;
  readonly after: ExplainedWindow;
}) {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const words = useWindowWords();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { ref, width } = useElementSize();
  const { change, shown, rest } = useMemo(() => windowChange(before, after), [before, after]);
  const rows = useMemo(
    (): ChangeRow[] => [
      ...shown.map(({ feature, valueBefore, valueAfter, change }) => ({
        key: feature,
        label: words.names.feature(feature),
        before: valueBefore,
        after: valueAfter,
        valueTexts: [words.value(feature, valueBefore), words.value(feature, valueAfter)] as const,
        change,
      })),
      ...(rest.count > 0 && shown.length > 0
        ? [
            {
              key: 'rest',
              label: t('rest', { count: rest.count }),
              before: null,
              after: null,
              valueTexts: null,
              change: rest.sum,
            },
          ]
        : []),
    ],
    [shown, rest, words, t],
  );
  const columns = useMemo(
    (): Column<ChangeRow>[] => [
      { key: 'feature', label: t('feature'), value: (row) => row.label },
      {
        key: 'before',
        label: beforeLabel,
        value: (row) => row.before,
        cell: (row) => row.valueTexts?.[0] ?? '–',
        numeric: true,
      },
      {
        key: 'after',
        label: t('after'),
        value: (row) => row.after,
        cell: (row) => row.valueTexts?.[1] ?? '–',
        numeric: true,
      },
      numberColumn('change', t('change'), (row) => row.change, f.signedScore),
    ],
    [t, f, beforeLabel],
  );
  const direction = change > 0 ? 'up' : change < 0 ? 'down' : 'same';
  const subtitle = t('changeSubtitle', {
    before: f.shortDay(before.anchor),
    after: f.shortDay(after.anchor),
    direction,
    change: f.hundredths(Math.abs(change)),
    from: words.probability(before.margin),
    to: words.probability(after.margin),
  });
  const changes = rows.map((row) => ({
    key: row.key,
    label: row.label,
    note: row.valueTexts ? ` ${row.valueTexts[0]} → ${row.valueTexts[1]}` : '',
    amount: words.change(row.change),
    change: row.change,
  }));
  if (rows.length === 0)
    return (
      <Card component="section" aria-label={title}>
        <Title order={2} mb="sm">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {t('nothingChanged', { before: f.longDay(before.anchor) })}
        </Text>
      </Card>
    );
  const height = changeHeight(Math.max(4, changes.length));
  return (
    <ChartCard
      title={title}
      subtitle={subtitle}
      alt={t('changeAlt', { summary: subtitle, first: rows[0]?.label ?? '' })}
      height={height}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`explain-change-${asked.target}-${after.celeb.id}-${after.anchor}`}
      note={<FidelityNote part={part} />}
      image={(type) =>
        svgImage(
          <ChangeDrawing changes={changes} width={EXPORT_WIDTH} scheme={scheme} />,
          { width: EXPORT_WIDTH, height },
          type,
          { title, subtitle },
          scheme,
        )
      }
    >
      <Box ref={ref} h={height}>
        {width > 0 ? (
          // biome-ignore lint/a11y/noSvgWithoutTitle: the frame around it says what it shows
          <svg width={width} height={height} style={{ display: 'block' }}>
            <ChangeDrawing changes={changes} width={width} scheme={scheme} />
          </svg>
        ) : null}
      </Box>
    </ChartCard>
  );
}
