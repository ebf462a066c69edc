'use client';
import { Box, Card, Stack, Text, Title, useComputedColorScheme } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ChartCard } from '@/components/charts/chart-card';
import { svgImage } from '@/components/charts/svg-image';
import { type Scheme, SEQUENTIAL } from '@/components/ui/colours';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { Cohorts } from '@/lib/contracts/cohorts';
import { newestCohorts, SMALL_COHORT } from '@/lib/domain/cohorts/view';
import { drawingSize, TriangleDrawing } from './triangle-drawing';
import { triangleScale } from './triangle-look';
import { TriangleTable, triangleHeight } from './triangle-table';
import classes from './triangle-table.module.css';
import type { CohortMeasure } from './use-cohort-filter';
import { useCohortWords } from './use-cohort-words';

/** More cells than these make the page slow; some 75 joining weeks. */
const MAX_CELLS = 3000;
const LEGEND_HEIGHT = 30;
/** The largest window; what does not fit is scrolled. */
const MAX_HEIGHT = 920;

interface CellRow {
  readonly cohort: string | null;
  readonly celebs: number;
  readonly offset: number;
  readonly week: string;
  readonly active: number;
  readonly share: number;
  readonly complete: boolean;
}
const cellKey = (row: CellRow) => `${row.cohort} ${row.week}`;

interface Props {
  readonly cohorts: Cohorts['cohorts'];
  readonly measure: CohortMeasure;
  /** What counts as active, and whose cohorts these are. */
  readonly meaning: string;
  readonly scope: string;
  readonly fileName: string;
  readonly open: { readonly cohort: string | null; readonly week: string } | null;
  readonly onOpen: (cohort: string | null, week: string) => void;
}

/** Retention by joining week as a heat table whose cells open their celebs. */
export function TriangleCard(props: Props) {
  const { cohorts, measure, meaning, scope, fileName, open, onOpen } = props;
  const t = useTranslations('cohorts');
  const f = useFormats();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const words = useCohortWords(measure);
  const { shown, hidden } = useMemo(() => newestCohorts(cohorts, MAX_CELLS), [cohorts]);
  const { borders, exceeded } = useMemo(() => triangleScale(shown, measure), [shown, measure]);
  const weeks = shown.reduce((most, c) => Math.max(most, c.cells.length), 0);
  const rows: CellRow[] = useMemo(
    () =>
      cohorts.flatMap(({ cohort, celebs, cells }) => cells.map((c) => ({ cohort, celebs, ...c }))),
    [cohorts],
  );
  const columns = useMemo(
    (): Column<CellRow>[] => [
      {
        key: 'cohort',
        label: t('joinWeek'),
        value: (r) => r.cohort,
        cell: (r) => r.cohort ?? t('beforeLong'),
      },
      { key: 'celebs', label: t('celebs'), value: (r) => r.celebs, numeric: true },
      { key: 'offset', label: t('weeksSince'), value: (r) => r.offset, numeric: true },
      { key: 'week', label: t('calendarWeek'), value: (r) => r.week },
      { key: 'active', label: t('active'), value: (r) => r.active, numeric: true },
      numberColumn('share', t('share'), (r) => r.share, f.percent),
      { key: 'complete', label: t('complete'), value: (r) => t(r.complete ? 'yes' : 'no') },
    ],
    [t, f],
  );
  const height = Math.min(MAX_HEIGHT, LEGEND_HEIGHT + triangleHeight(shown));
  const joined = cohorts.filter((c) => c.cohort !== null).length;
  const subtitle = t('triangleSubtitle', { meaning, scope });
  const alt = t('triangleAlt', { cohorts: joined });
  const drawing = { cohorts: shown, weeks, measure, borders, scheme, words };
  const cells = shown.flatMap((c) => c.cells);
  const coloured = shown.some(
    (c) => c.celebs >= SMALL_COHORT && c.cells.some((cell) => cell.complete),
  );
  const small = shown.some((c) => c.celebs < SMALL_COHORT);
  const notes = [
    ...(joined > 0 ? [t('noteZero')] : []),
    ...(cells.some((c) => !c.complete) ? [t('noteCut')] : []),
    ...(small ? [t('noteSmall', { count: SMALL_COHORT })] : []),
    ...(joined < cohorts.length ? [t('noteBefore')] : []),
    ...(hidden > 0 ? [t('hiddenCohorts', { count: hidden })] : []),
  ];
  return (
    <Stack gap="md">
      <ChartCard
        interactive
        title={t('triangle')}
        subtitle={subtitle}
        alt={alt}
        height={height}
        rows={rows}
        columns={columns}
        rowKey={cellKey}
        fileName={fileName}
        image={(type) =>
          svgImage(
            <TriangleDrawing {...drawing} />,
            drawingSize(drawing),
            type,
            { title: t('triangle'), subtitle: `${meaning} · ${scope}` },
            scheme,
          )
        }
      >
        <Box h={LEGEND_HEIGHT}>
          {coloured ? (
            <Legend
              scheme={scheme}
              label={t('scale')}
              steps={borders.map((border, i, all) =>
                i === 0
                  ? words.scale(border)
                  : i === all.length - 1 && exceeded
                    ? t('above', { value: words.scale(all[i - 1] ?? 0) })
                    : t('upTo', { value: words.scale(border) }),
              )}
            />
          ) : null}
        </Box>
        <Box className={classes.scroller} h={height - LEGEND_HEIGHT}>
          <TriangleTable label={t('triangle')} open={open} onOpen={onOpen} {...drawing} />
        </Box>
      </ChartCard>
      <Card component="section" padding="sm" aria-label={t('notes')}>
        <Title order={3} mb={4}>
          {t('notes')}
        </Title>
        <Stack gap={4} component="ul" m={0} pl="md">
          {notes.map((note) => (
            <Text key={note} component="li" size="xs" c="dimmed">
              {note}
            </Text>
          ))}
        </Stack>
      </Card>
    </Stack>
  );
}

/** What each colour stands for. */
function Legend({
  scheme,
  label,
  steps,
}: {
  scheme: Scheme;
  label: string;
  steps: readonly string[];
}) {
  return (
    <ul className={classes.legend} aria-label={label}>
      {steps.map((step, i) => (
        <li key={step}>
          <i style={{ background: SEQUENTIAL[scheme][i] }} aria-hidden />
          {step}
        </li>
      ))}
    </ul>
  );
}
