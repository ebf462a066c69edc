'use client';
import { Box, Slider, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import type { ProcessGraphAnswer } from '@/lib/contracts/process';
import { defaultShares, simplifyGraph } from '@/lib/domain/process/simplify';
import type { ProcessFilterState, SetProcessFilter } from './use-process-filter';

const inUnit = (value: number) => Math.min(1, Math.max(0, value));

/** The graph as the sliders leave it; without a choice as much as can be read. */
export function useSimplified(graph: ProcessGraphAnswer, filter: ProcessFilterState) {
  const { activities, paths } = filter;
  return useMemo(() => {
    const first = defaultShares(graph);
    const shares = {
      activities: inUnit(activities ?? first.activities),
      paths: inUnit(paths ?? first.paths),
    };
    return { shares, shown: simplifyGraph(graph, shares) };
  }, [graph, activities, paths]);
}

interface Props {
  readonly shares: { readonly activities: number; readonly paths: number };
  readonly setFilter: SetProcessFilter;
}

/** How much of the graph the map shows. */
export function ShareSliders({ shares, setFilter }: Props) {
  const t = useTranslations('process');
  return (
    <>
      <ShareSlider
        label={t('activities')}
        value={shares.activities}
        onChange={(activities) => void setFilter({ activities })}
      />
      <ShareSlider
        label={t('paths')}
        value={shares.paths}
        onChange={(paths) => void setFilter({ paths })}
      />
    </>
  );
}

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly onChange: (value: number) => void;
}

/** Written into the address when it is let go, so that dragging does not fill the history. */
export function ShareSlider({ label, value, min = 0, max = 1, onChange }: SliderProps) {
  const t = useTranslations('process');
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  return (
    <Box w={{ base: '100%', xs: 200 }}>
      <Text size="sm" fw={500}>
        {t('shareOf', { label, share: draft })}
      </Text>
      <Slider
        thumbLabel={label}
        label={null}
        min={min}
        max={max}
        step={0.01}
        value={draft}
        onChange={setDraft}
        onChangeEnd={onChange}
      />
    </Box>
  );
}
