'use client';
import { Box, Group, SegmentedControl, Stack, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { canvasImage } from '@/components/charts/canvas-image';
import { ChartCard } from '@/components/charts/chart-card';
import { EXPORT_WIDTH } from '@/components/charts/export';
import { PointCanvas } from '@/components/charts/point-canvas';
import type { Rectangle } from '@/components/charts/point-marks';
import { TWO_ENDED } from '@/components/ui/colours';
import type { Column } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { ExplanationPart, FeatureImportance } from '@/lib/contracts/explain';
import { sortedQuantiles } from '@/lib/domain/explain/value-ranks';
import type { WindowSelection } from '@/lib/domain/explain/window-selection';
import { FidelityNote } from '../fidelity-note';
import { paintSwarm } from './paint-swarm';
import {
  ROW_HEIGHT,
  type SwarmScene,
  snapToRows,
  swarmHeight,
  swarmPoints,
  swarmScene,
  swarmSelection,
} from './swarm-layout';
import { SwarmRows } from './swarm-rows';
import type { DriverWords } from './use-driver-words';
import { SWARM_ROWS } from './use-drivers-filter';
import type { DriverPoints } from './use-points';
import { useWindowTooltip } from './use-window-tooltip';
import { ValueLegend } from './value-legend';

interface Row extends FeatureImportance {
  readonly quantiles: readonly number[];
}
const rowKey = (row: Row) => row.name;
const QUANTILES = [0.05, 0.5, 0.95];
/** Steps of the keyboard from the lowest to the highest SHAP value of a row. */
const WALK = 40;

interface Props {
  readonly part: ExplanationPart;
  readonly points: DriverPoints;
  readonly words: DriverWords;
  readonly rows: (typeof SWARM_ROWS)[number];
  readonly onRows: (rows: (typeof SWARM_ROWS)[number]) => void;
  readonly chosen: string;
  readonly onChoose: (feature: string) => void;
  readonly selected: readonly number[] | null;
  readonly onSelect: (selection: WindowSelection) => void;
  /** What is selected, and what can be done with it. */
  readonly bar: ReactNode;
}

/** What each of the strongest features does to each window's log-odds. */
export function SwarmCard(props: Props) {
  const { part, points, words, chosen, onChoose, selected, onSelect } = props;
  const t = useTranslations('drivers.swarm');
  const f = useFormats();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { ref, width } = useElementSize<HTMLDivElement>();
  const { swarm } = points;
  const target = t(`targets.${part.target}`);
  const looks = useMemo(
    () => ({
      scheme,
      formatTick: words.tick,
      lower: t('lower', { target }),
      higher: t('higher', { target }),
      axisName: t('axisName'),
    }),
    [scheme, words, t, target],
  );
  const scene = useMemo(() => (width > 0 ? swarmScene(swarm, width) : null), [swarm, width]);
  const paint = useCallback(
    (context: CanvasRenderingContext2D, one: SwarmScene) => paintSwarm(context, one, looks),
    [looks],
  );
  const marks = useMemo(
    () => (scene && selected ? swarmPoints(scene, selected) : null),
    [scene, selected],
  );
  const [walk, setWalk] = useState<{ row: number; step: number } | null>(null);
  const perRow = points.windows.celeb.length;
  const walked = walk ? swarm[walk.row]?.shap : undefined;
  const order = useMemo(
    () => walked?.map((_, i) => i).sort((a, b) => (walked[a] ?? 0) - (walked[b] ?? 0)),
    [walked],
  );
  const cursor =
    walk && order
      ? walk.row * perRow + (order[Math.round((walk.step / WALK) * (perRow - 1))] ?? 0)
      : -1;
  const about = useWindowTooltip(points.windows, words);
  const tooltip = useCallback(
    (point: number) => {
      const feature = swarm[Math.floor(point / perRow)];
      return about(point % perRow, feature ? [feature] : []);
    },
    [about, swarm, perRow],
  );
  const snap = useCallback(
    (drawn: Rectangle) => (scene ? snapToRows(scene, drawn) : drawn),
    [scene],
  );
  const tableRows = useMemo(
    () =>
      swarm.flatMap(({ name, shap }): Row[] => {
        const feature = part.features.find((one) => one.name === name);
        const quantiles = sortedQuantiles(Float64Array.from(shap).sort(), QUANTILES);
        return feature ? [{ ...feature, quantiles }] : [];
      }),
    [swarm, part],
  );
  const columns = useMemo(
    (): Column<Row>[] => [
      { key: 'feature', label: t('feature'), value: (r) => words.feature(r.name) },
      { key: 'group', label: t('group'), value: (r) => words.group(r.group) },
      numberColumn('shap', t('meanShap'), (r) => r.shap, words.size),
      numberColumn('correlation', t('correlation'), (r) => r.correlation, f.hundredths),
      { key: 'direction', label: t('direction'), value: (r) => words.direction(r.direction) },
      ...QUANTILES.map((share, i) =>
        numberColumn(
          `p${share}`,
          t('quantile', { share: f.percent(share) }),
          (r: Row) => r.quantiles[i] ?? null,
          words.shap,
        ),
      ),
    ],
    [t, f, words],
  );
  const title = t('title');
  const subtitle = t('subtitle', { target, windows: perRow });
  const [strongest] = swarm;
  return (
    <ChartCard
      interactive
      title={title}
      subtitle={subtitle}
      alt={t('alt', { feature: strongest ? words.feature(strongest.name) : '–', windows: perRow })}
      height={swarmHeight(swarm.length)}
      rows={tableRows}
      columns={columns}
      rowKey={rowKey}
      fileName={`beeswarm-${part.target}`}
      image={(type) => {
        const drawn = swarmScene(swarm, EXPORT_WIDTH);
        const names = swarm.map(({ name }) => words.feature(name));
        return canvasImage(
          (context) => paintSwarm(context, drawn, { ...looks, names }),
          drawn,
          type,
          { title, subtitle: `${subtitle} · ${t('colours')}` },
          scheme,
        );
      }}
      above={
        <Stack gap={6}>
          <FidelityNote part={part} />
          <Group justify="space-between" gap="xs">
            <SegmentedControl
              size="xs"
              aria-label={t('howMany')}
              value={String(props.rows)}
              onChange={(value) =>
                props.onRows(SWARM_ROWS.find((n) => String(n) === value) ?? SWARM_ROWS[1])
              }
              data={SWARM_ROWS.map((n) => ({ value: String(n), label: t('top', { count: n }) }))}
            />
            <ValueLegend scheme={scheme} of={t('valueOf')} />
          </Group>
          {props.bar}
        </Stack>
      }
    >
      <Box ref={ref} h="100%" data-chart="beeswarm">
        {scene ? (
          <PointCanvas
            scene={scene}
            scheme={scheme}
            palette={TWO_ENDED[scheme]}
            paint={paint}
            selected={marks}
            tooltip={tooltip}
            cursor={cursor}
            snap={snap}
            onDrag={(rectangle) => onSelect(swarmSelection(scene, rectangle))}
            onPress={(_, y) => {
              const feature = swarm[Math.floor(y / ROW_HEIGHT)];
              if (feature) onChoose(feature.name);
            }}
          >
            <SwarmRows
              names={swarm.map(({ name }) => name)}
              words={words}
              isNarrow={scene.isNarrow}
              width={width}
              chosen={chosen}
              onChoose={onChoose}
              onTail={(feature, end) => onSelect({ by: 'tail', feature, end })}
              onWalk={(row, step) =>
                setWalk((now) =>
                  row === null
                    ? null
                    : {
                        row,
                        // The walk begins in the middle.
                        step: Math.min(
                          WALK,
                          Math.max(0, (now?.row === row ? now.step : WALK / 2) + step),
                        ),
                      },
                )
              }
            />
          </PointCanvas>
        ) : null}
      </Box>
    </ChartCard>
  );
}
