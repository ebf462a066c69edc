'use client';
import { Box, Group, SegmentedControl, Select, Stack, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useMemo } from 'react';
import { canvasImage } from '@/components/charts/canvas-image';
import { ChartCard } from '@/components/charts/chart-card';
import { EXPORT_WIDTH } from '@/components/charts/export';
import { PointCanvas } from '@/components/charts/point-canvas';
import { CATEGORICAL, TWO_ENDED } from '@/components/ui/colours';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ExplanationPart, FeatureImportance } from '@/lib/contracts/explain';
import { VALUE_SCALES, type ValueScale } from '@/lib/domain/explain/value-scale';
import type { WindowColumn, WindowSelection } from '@/lib/domain/explain/window-selection';
import { FidelityNote } from '../fidelity-note';
import {
  DEPENDENCE_HEIGHT,
  type DependenceScene,
  dependenceScene,
  dependenceSelection,
} from './dependence-layout';
import { paintDependence } from './paint-dependence';
import type { DriverWords } from './use-driver-words';
import { NO_COLOUR } from './use-drivers-filter';
import type { Windows } from './use-points';
import { useWindowTooltip } from './use-window-tooltip';
import { ValueLegend } from './value-legend';

interface Props {
  readonly part: ExplanationPart;
  readonly feature: FeatureImportance;
  readonly column: WindowColumn;
  /** The feature that colours the points, null for none. */
  readonly colour: { readonly name: string; readonly column: WindowColumn } | null;
  readonly windows: Windows;
  readonly words: DriverWords;
  readonly scale: ValueScale;
  readonly selected: readonly number[] | null;
  readonly onSelect: (selection: WindowSelection) => void;
  readonly onFeature: (feature: string) => void;
  readonly onColour: (feature: string) => void;
  readonly onScale: (scale: ValueScale) => void;
  readonly bar: ReactNode;
}

const rowKey = (window: number) => String(window);

/** How the values of one feature go with what they do, and which other feature changes that. */
export function DependenceCard(props: Props) {
  const { part, feature, column, colour, windows, words, scale, selected, onSelect } = props;
  const t = useTranslations('drivers.dependence');
  const f = useFormats();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { ref, width } = useElementSize<HTMLDivElement>();
  const label = words.feature(feature.name);
  const target = t(`targets.${part.target}`);
  const colourColumn = colour?.column;
  const sceneAt = useCallback(
    (at: number) =>
      dependenceScene(
        { ...column, colourBy: colourColumn?.values ?? null, trend: feature.trend, scale },
        at,
      ),
    [column, colourColumn, feature, scale],
  );
  const scene = useMemo(() => (width > 0 ? sceneAt(width) : null), [sceneAt, width]);
  const hasColour = colour !== null;
  const palette = useMemo(
    () => (hasColour ? TWO_ENDED[scheme] : [CATEGORICAL[scheme][0]]),
    [hasColour, scheme],
  );
  const looks = useMemo(
    () => ({
      scheme,
      palette,
      formatX: words.value,
      formatY: words.tick,
      xName: label,
      xNote: scale === 'log' ? t('logAxis') : '',
      yName: t('yAxis', { target }),
    }),
    [scheme, palette, words, scale, t, label, target],
  );
  const paint = useCallback(
    (context: CanvasRenderingContext2D, one: DependenceScene) =>
      paintDependence(context, one, looks),
    [looks],
  );
  const named = useMemo(
    () => [
      { name: feature.name, ...column },
      ...(colour ? [{ name: colour.name, ...colour.column }] : []),
    ],
    [feature, column, colour],
  );
  const about = useWindowTooltip(windows, words);
  const tooltip = useCallback((window: number) => about(window, named), [about, named]);
  const rows = useMemo(() => windows.celeb.map((_, window) => window), [windows]);
  const columns = useMemo((): Column<number>[] => {
    const celeb = (window: number) => windows.celebs[windows.celeb[window] ?? -1];
    return [
      { key: 'celeb', label: t('celeb'), value: (i) => celeb(i)?.name ?? celeb(i)?.id ?? null },
      { key: 'id', label: t('celebId'), value: (i) => celeb(i)?.id ?? null },
      {
        key: 'anchor',
        label: t('anchor'),
        value: (i) => windows.anchors[windows.anchor[i] ?? -1] ?? null,
      },
      numberColumn('value', label, (i) => column.values[i] ?? null, words.value),
      numberColumn('shap', 'SHAP', (i) => column.shap[i] ?? null, words.shap),
      ...(colour
        ? [
            numberColumn(
              'colour',
              words.feature(colour.name),
              (i: number) => colour.column.values[i] ?? null,
              words.value,
            ),
          ]
        : []),
      numberColumn(
        'probability',
        t('probability'),
        (i) => windows.probability[i] ?? null,
        f.percent,
      ),
    ];
  }, [windows, column, colour, label, words, t, f]);
  const title = t('title', { feature: label });
  const subtitle = t('subtitle', { target });
  const options = part.features.map(({ name }) => ({ value: name, label: words.feature(name) }));
  return (
    <ChartCard
      interactive
      title={title}
      subtitle={subtitle}
      alt={t('alt', { feature: label, direction: words.direction(feature.direction) })}
      height={DEPENDENCE_HEIGHT}
      rows={rows}
      columns={columns}
      rowKey={rowKey}
      fileName={`dependence-${part.target}`}
      image={(type) =>
        canvasImage(
          (context) => paintDependence(context, sceneAt(EXPORT_WIDTH), looks),
          { width: EXPORT_WIDTH, height: DEPENDENCE_HEIGHT },
          type,
          {
            title,
            subtitle: colour
              ? `${subtitle} · ${t('colouredBy', { feature: words.feature(colour.name) })}`
              : subtitle,
          },
          scheme,
        )
      }
      above={
        <Stack gap={6}>
          <FidelityNote part={part} />
          <Group gap="sm" align="flex-end">
            <Select
              size="xs"
              w={{ base: '100%', xs: 280 }}
              label={t('feature')}
              searchable
              allowDeselect={false}
              data={options}
              value={feature.name}
              onChange={(name) => name && props.onFeature(name)}
              nothingFoundMessage={t('noFeature')}
            />
            <Select
              size="xs"
              w={{ base: '100%', xs: 360 }}
              label={t('colour')}
              allowDeselect={false}
              data={[
                ...feature.interactions.map(({ feature: name }, i) => ({
                  value: name,
                  label:
                    i === 0
                      ? t('strongest', { feature: words.feature(name) })
                      : words.feature(name),
                })),
                {
                  value: NO_COLOUR,
                  label: t(feature.interactions.length === 0 ? 'noInteractions' : 'noColour'),
                },
              ]}
              value={colour?.name ?? NO_COLOUR}
              onChange={(name) => name && props.onColour(name)}
            />
            <SegmentedControl
              size="xs"
              aria-label={t('scale')}
              value={scale}
              onChange={(value) => props.onScale(VALUE_SCALES.find((x) => x === value) ?? 'linear')}
              data={VALUE_SCALES.map((value) => ({ value, label: t(`scales.${value}`) }))}
            />
          </Group>
          {colour ? <ValueLegend scheme={scheme} of={words.feature(colour.name)} /> : null}
          {props.bar}
        </Stack>
      }
    >
      <Box ref={ref} h="100%" data-chart="dependence">
        {scene ? (
          <PointCanvas
            scene={scene}
            scheme={scheme}
            palette={palette}
            paint={paint}
            selected={selected}
            tooltip={tooltip}
            onDrag={(drawn) => onSelect(dependenceSelection(scene, feature.name, drawn))}
          />
        ) : null}
      </Box>
    </ChartCard>
  );
}
