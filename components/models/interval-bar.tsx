'use client';
import { Group, Text } from '@mantine/core';
import type { Interval } from '@/lib/domain/metrics/bootstrap';
import { useRunWords } from './use-run-words';

const WIDTH = 64;
const HEIGHT = 16;
const EDGE = 4;
const INK = 'var(--mantine-color-text)';

interface Props {
  readonly interval: Interval;
  /** The axis of the bar; the same in every row, so that bars compare. */
  readonly low: number;
  readonly high: number;
  /** Marked by a dashed line. */
  readonly ceiling?: number | null;
}

/** A metric, its 95 % interval in numbers, and both as a small bar on a common axis; an arrow for a value left of it. */
export function IntervalBar({ interval, low, high, ceiling = null }: Props) {
  const words = useRunWords();
  const { value } = interval;
  const at = (x: number) =>
    EDGE + ((Math.min(high, Math.max(low, x)) - low) / (high - low || 1)) * (WIDTH - 2 * EDGE);
  const known = interval.low !== null && interval.high !== null;
  return (
    <Group gap={8} wrap="nowrap" className="tabular" title={words.interval(interval)}>
      <Text span inherit fw={600}>
        {words.score(value)}
      </Text>
      <svg width={WIDTH} height={HEIGHT} aria-hidden style={{ flex: 'none' }}>
        <line x1={EDGE} x2={WIDTH - EDGE} y1={HEIGHT / 2} y2={HEIGHT / 2} stroke="var(--sl-line)" />
        {known && (interval.high ?? low) > low ? (
          <line
            x1={at(interval.low ?? low)}
            x2={at(interval.high ?? high)}
            y1={HEIGHT / 2}
            y2={HEIGHT / 2}
            stroke="var(--mantine-color-night-5)"
            strokeWidth={4}
            strokeLinecap="round"
            opacity={0.55}
          />
        ) : null}
        {ceiling === null ? null : (
          <line
            x1={at(ceiling)}
            x2={at(ceiling)}
            y1={1}
            y2={HEIGHT - 1}
            stroke="var(--mantine-color-dimmed)"
            strokeDasharray="3 2"
          />
        )}
        {value === null ? null : value < low ? (
          <path d={`M6,${HEIGHT / 2 - 4} L0,${HEIGHT / 2} L6,${HEIGHT / 2 + 4} Z`} fill={INK} />
        ) : (
          <circle cx={at(value)} cy={HEIGHT / 2} r={3.5} fill={INK} />
        )}
      </svg>
      {known ? (
        <Text span size="xs" c="dimmed">
          {words.score(interval.low)}–{words.score(interval.high)}
        </Text>
      ) : null}
    </Group>
  );
}

/** An axis that holds all intervals and ceilings of a metric. */
export function axisOf(
  intervals: readonly Interval[],
  ceilings: readonly (number | null)[] = [],
): { low: number; high: number } {
  const all = [...intervals.flatMap((i) => [i.low, i.value, i.high]), ...ceilings].filter(
    (x): x is number => x !== null,
  );
  if (all.length === 0) return { low: 0, high: 1 };
  return { low: Math.min(...all), high: Math.max(...all) };
}
