import { memo } from 'react';

const [WIDTH, HEIGHT, EDGE] = [76, 24, 3];

/** Eight weeks as a small line, its own largest week at the top; the last week is marked. */
export const Sparkline = memo(function Sparkline({
  weeks,
  label,
}: {
  readonly weeks: readonly number[];
  /** The same in words. */
  readonly label: string;
}) {
  const most = Math.max(1, ...weeks);
  const points = weeks.map((value, i) => ({
    x: EDGE + (i * (WIDTH - 2 * EDGE)) / Math.max(1, weeks.length - 1),
    y: HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE),
  }));
  const last = points.at(-1);
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <title>{label}</title>
      <polyline
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
        fill="none"
        stroke="var(--worklist-line)"
        strokeWidth={1.6}
        strokeLinejoin="round"
      />
      {last ? <circle cx={last.x} cy={last.y} r={2.4} fill="var(--worklist-mark)" /> : null}
    </svg>
  );
});
