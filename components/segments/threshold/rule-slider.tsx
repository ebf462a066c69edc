'use client';
import { Group, Slider, Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { ThresholdRule } from '@/lib/domain/segments/threshold';
import { ruleNumber } from '../chosen-rule';
import { nearestStop, type RuleStop } from '../rule-stops';
import { useSegmentWords } from '../use-segment-words';

interface Props {
  /** From the smallest number to the largest. */
  readonly stops: readonly RuleStop[];
  readonly shown: ThresholdRule;
  readonly onMove: (stop: RuleStop) => void;
  readonly onSettle: (rule: ThresholdRule) => void;
}

/** Keys and hands pause between steps; the address is told of where they stay. */
const SETTLED_AFTER_MS = 400;

/** Moves the threshold; what each stop cuts is known, so nothing waits for the server. */
export function RuleSlider({ stops, shown, onMove, onSettle }: Props) {
  const t = useTranslations('segments.threshold');
  const f = useFormats();
  const words = useSegmentWords();
  const settle = useDebouncedCallback(onSettle, SETTLED_AFTER_MS);
  const { by } = shown;
  const isShare = by === 'quantile';
  const told = isShare ? f.percent(shown.share) : words.number(ruleNumber(shown) ?? 0);
  return (
    <div>
      <Slider
        min={0}
        max={stops.length - 1}
        step={1}
        value={nearestStop(stops, ruleNumber(shown) ?? 0)}
        onChange={(index) => {
          const stop = stops[index];
          if (stop) onMove(stop);
        }}
        onChangeEnd={(index) => {
          const stop = stops[index];
          if (stop) settle(stop.rule);
        }}
        label={() => told}
        thumbLabel={t(isShare ? 'shareSlider' : 'valueSlider')}
        thumbValueText={told}
      />
      <Group justify="space-between" wrap="nowrap" mt={6}>
        <Text size="xs" c="dimmed">
          {t(isShare ? 'few' : 'many')}
        </Text>
        <Text size="xs" c="dimmed">
          {t(isShare ? 'many' : 'few')}
        </Text>
      </Group>
    </div>
  );
}
