'use client';
import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { queryString } from '@/lib/client/api';
import type { FeatureImportance } from '@/lib/contracts/explain';
import { isHeavyTailed } from '@/lib/domain/explain/value-scale';
import { selectionFeatures, type WindowSelection } from '@/lib/domain/explain/window-selection';
import type { TabProps } from '../props';
import { DependenceCard } from './dependence-card';
import { SelectionBar } from './selection-bar';
import { SelectionDrawer } from './selection-drawer';
import { SwarmCard } from './swarm-card';
import type { DriverWords } from './use-driver-words';
import { NO_COLOUR, useDriversFilter } from './use-drivers-filter';
import { useDriverPoints } from './use-points';
import { useSelection } from './use-selection';

interface Props extends TabProps {
  readonly driver: FeatureImportance;
  readonly onDriver: (feature: string) => void;
  readonly words: DriverWords;
}

/** Beeswarm and dependence: the same windows, selected in both at once. */
export function PointCards({ explanation, part, version, driver, onDriver, words }: Props) {
  const t = useTranslations('drivers');
  const [filter, setFilter] = useDriversFilter();
  const shown = useMemo(
    () => part.features.slice(0, filter.rows).map(({ name }) => name),
    [part, filter.rows],
  );
  const isKnown = (name: string) => part.features.some((one) => one.name === name);
  const colourName =
    filter.colour === NO_COLOUR
      ? null
      : (driver.interactions.find(({ feature }) => feature === filter.colour)?.feature ??
        driver.interactions[0]?.feature ??
        null);
  const selection =
    filter.selected && selectionFeatures(filter.selected).every(isKnown) ? filter.selected : null;
  const { points, isStale, error, retry } = useDriverPoints(explanation.id, part.target, shown, [
    driver.name,
    ...(colourName ? [colourName] : []),
    ...(selection ? selectionFeatures(selection) : []),
  ]);
  const found = useSelection(selection, points, words);
  const select = useCallback(
    (selected: WindowSelection) => void setFilter({ selected, list: true }),
    [setFilter],
  );
  const hrefOf = useCallback(
    (celeb: string, anchor: string) =>
      `/explain?${queryString({
        version: version.id,
        explanation: explanation.id,
        tab: 'celeb',
        target: part.target,
        celeb,
        anchor,
      })}`,
    [version, explanation, part.target],
  );
  const column = points?.columnOf(driver.name);
  const colourColumn = colourName === null ? undefined : points?.columnOf(colourName);
  const colour = useMemo(
    () => (colourName && colourColumn ? { name: colourName, column: colourColumn } : null),
    [colourName, colourColumn],
  );
  const automatic = useMemo(
    () => (column && isHeavyTailed(column.values) ? 'log' : 'linear'),
    [column],
  );
  if (error) return <ErrorState error={error} onRetry={retry} />;
  if (!points) return <LoadingState height={640} />;
  const bar = found ? (
    <SelectionBar
      windows={found.windows.length}
      celebs={found.celebs.length}
      meaning={found.meaning}
      onList={() => void setFilter({ list: true })}
      onClear={() => void setFilter({ selected: null, list: null })}
    />
  ) : (
    // Keeps the place of what a selection says, so that no chart moves under the pointer.
    <Text size="xs" c="dimmed" lh="22px">
      {t('selection.hint')}
    </Text>
  );
  const shared = { part, words, selected: found?.windows ?? null, onSelect: select, bar };
  return (
    <Stack gap="md" className={isStale ? 'stale' : undefined} aria-busy={isStale}>
      <SwarmCard
        {...shared}
        points={points}
        rows={filter.rows}
        onRows={(rows) => void setFilter({ rows })}
        chosen={driver.name}
        onChoose={onDriver}
      />
      {column && (colourName === null || colour) ? (
        <DependenceCard
          {...shared}
          feature={driver}
          column={column}
          colour={colour}
          windows={points.windows}
          scale={filter.axis ?? automatic}
          onFeature={onDriver}
          onColour={(name) =>
            void setFilter({ colour: name === driver.interactions[0]?.feature ? null : name })
          }
          onScale={(axis) => void setFilter({ axis: axis === automatic ? null : axis })}
        />
      ) : (
        <LoadingState height={520} />
      )}
      {found ? (
        <SelectionDrawer
          opened={filter.list}
          onClose={() => void setFilter({ list: null })}
          celebs={found.celebs}
          windows={points.windows}
          meaning={found.meaning}
          hrefOf={hrefOf}
          fileName={`${t('selection.file')}-${part.target}`}
        />
      ) : null}
    </Stack>
  );
}
