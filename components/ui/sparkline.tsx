import { memo } from 'react';

interface Props {
  /** The oldest first; null leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
  /** What the line says, for those who do not see it; left out where the numbers stand beside it. */
  readonly label?: string;
  /** Colours of the line and of its newest point; that of the text around it where left out. */
  readonly color?: string;
  readonly markColor?: string;
}

const MARGIN = 3;

/** A line without axes beside a number: from 0 to its largest value, the newest marked. */
export const Sparkline = memo(function Sparkline({
  values,
  width = 96,
  height = 26,
  label,
  color = 'currentColor',
  markColor = color,
}: Props) {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  const step = (width - 2 * MARGIN) / Math.max(1, values.length - 1);
  const points = values.map((value, i) =>
    value === null
      ? null
      : {
          x: MARGIN + i * step,
          y: height - MARGIN - (most === 0 ? 0 : (value / most) * (height - 2 * MARGIN)),
        },
  );
  const path = points
    .map((point, i) =>
      point ? `${points[i - 1] ? 'L' : 'M'}${point.x.toFixed(1)} ${point.y.toFixed(1)}` : '',
    )
    .join('');
  const last = points.at(-1);
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {label ? <title>{label}</title> : null}
      <path
        d={path}
        fill="none"
        stroke={color}
        strokeWidth={1.6}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {last ? <circle cx={last.x} cy={last.y} r={2.6} fill={markColor} /> : null}
    </svg>
  );
});
