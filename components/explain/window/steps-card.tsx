'use client';
import { Box, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ChartCard } from '@/components/charts/chart-card';
import { ForceDrawing, forceHeight } from '@/components/charts/force-drawing';
import { DecisionDrawing, stepsHeight, WaterfallDrawing } from '@/components/charts/steps-drawing';
import { svgImage } from '@/components/charts/svg-image';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ExplainedWindow } from '@/lib/contracts/explain';
import { sigmoid } from '@/lib/domain/trees/predict';
import { FidelityNote } from '../fidelity-note';
import type { CardProps } from './card-props';
import { NoCard } from './missing-target';
import { drawnForces, drawnSteps, type StepRow, stepRows } from './step-rows';
import { useExplainedWindow } from './use-one-celeb';
import { useWindowFilter } from './use-window-filter';
import { useWindowWords } from './use-window-words';

/** Of a saved picture, in pixels. */
const EXPORT_WIDTH = 880;
const rowKey = (row: StepRow) => row.key;

/** One window as a waterfall, as two forces or as a climbing line; the errors of its question stand in the receipt. */
export function StepsCard(props: CardProps) {
  const query = useExplainedWindow(props.asked);
  if (!query.data || props.part.isConstant) return <NoCard />;
  return (
    <Box className={query.isPlaceholderData ? 'stale' : undefined} miw={0}>
      <Steps {...props} window={query.data} />
    </Box>
  );
}

function Steps({ asked, part, window }: CardProps & { readonly window: ExplainedWindow }) {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const words = useWindowWords();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const [{ view }] = useWindowFilter();
  const { ref, width } = useElementSize();
  const { target } = asked;
  const rows = useMemo(
    () =>
      stepRows(window, view === 'decision' ? 'largest last' : 'largest first', {
        feature: words.names.feature,
        value: words.value,
        start: t('start'),
        rest: (count) => t('rest', { count }),
        margin: t('surrogate'),
        unexplained: t('unexplained'),
        logit: t('model'),
      }),
    [window, view, words, t],
  );
  const columns = useMemo(
    (): Column<StepRow>[] => [
      { key: 'step', label: t('step'), value: (row) => row.label },
      {
        key: 'value',
        label: t('value'),
        value: (row) => row.value,
        cell: (row) => row.valueText,
        numeric: true,
      },
      numberColumn('adds', t('adds'), (row) => row.adds, f.signedScore),
      numberColumn('total', t('total'), (row) => row.to, f.score),
      numberColumn('probability', t('probability'), (row) => sigmoid(row.to), f.percent),
    ],
    [t, f],
  );
  const title = t('stepsOf', {
    view: t(`views.${view}`),
    target: t(`targets.${target}`),
  });
  const name = window.celeb.name ?? window.celeb.id;
  const subtitle = t('stepsSubtitle', { celeb: name, anchor: f.longDay(window.anchor) });
  const steps = drawnSteps(rows, words);
  const forces = drawnForces(window, (count) => t('rest', { count }), words);
  const height = view === 'force' ? forceHeight(forces, width) : stepsHeight(steps.length);
  const drawing = (width: number) => {
    const axis = { width, scheme, formatTick: words.formatTick, axisNames: words.axisNames };
    if (view === 'waterfall') return <WaterfallDrawing steps={steps} {...axis} />;
    if (view === 'decision') return <DecisionDrawing steps={steps} {...axis} />;
    return (
      <ForceDrawing
        {...forces}
        start={{ label: `${t('start')} ${f.hundredths(window.expected)}`, at: window.expected }}
        end={{ label: `${t('surrogate')} ${words.total(window.margin)}`, at: window.margin }}
        heads={{
          up: t('pushesUp', { target: t(`targetWord.${target}`) }),
          down: t('pushesDown', { target: t(`targetWord.${target}`) }),
        }}
        none={t('nothingPushes')}
        {...axis}
      />
    );
  };
  return (
    <ChartCard
      title={title}
      subtitle={subtitle}
      alt={t('stepsAlt', {
        celeb: name,
        target: t(`targetWord.${target}`),
        expected: f.hundredths(window.expected),
        margin: f.hundredths(window.margin),
        probability: words.probability(window.margin),
      })}
      height={height}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`explain-${view}-${target}-${window.celeb.id}-${window.anchor}`}
      note={<FidelityNote part={part} />}
      image={(type) =>
        svgImage(
          drawing(EXPORT_WIDTH),
          {
            width: EXPORT_WIDTH,
            height: view === 'force' ? forceHeight(forces, EXPORT_WIDTH) : height,
          },
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
            {drawing(width)}
          </svg>
        ) : null}
      </Box>
    </ChartCard>
  );
}
