import { NEUTRAL, type Scheme } from '@/components/ui/colours';
import { textWidth } from './fit-text';
import type { LinearAxis } from './linear-axis';

interface Props {
  readonly axis: LinearAxis;
  readonly width: number;
  /** Where the lines end and the labels begin. */
  readonly bottom: number;
  readonly top?: number;
  readonly scheme: Scheme;
  /** Two lines below a tick. */
  readonly format: (value: number) => readonly [string, string];
  /** What both lines are; written below them. */
  readonly names: readonly [string, string];
}

/** Pixels below `bottom`. */
export const HEIGHT = 52;

/** Faint lines at round numbers, each named twice: as it is and as what it stands for. */
export function AxisTicks({ axis, width, bottom, top = 0, scheme, format, names }: Props) {
  const colours = NEUTRAL[scheme];
  return (
    <g fontSize={11} fill={colours.soft}>
      {axis.ticks.map((tick) => {
        const x = axis.x(tick);
        const lines = format(tick);
        const half = Math.max(...lines.map((line) => textWidth(line, 11))) / 2;
        // At the edges the text moves inwards rather than out of the drawing.
        const at = Math.min(width - half, Math.max(half, x));
        return (
          <g key={tick} textAnchor="middle">
            <path
              d={`M${x},${top} V${bottom}`}
              stroke={tick === 0 ? colours.soft : colours.line}
              strokeOpacity={tick === 0 ? 0.5 : 1}
            />
            <text x={at} y={bottom + 13}>
              {lines[0]}
            </text>
            <text x={at} y={bottom + 27}>
              {lines[1]}
            </text>
          </g>
        );
      })}
      <text x={width / 2} y={bottom + 44} textAnchor="middle">
        {names.join(' · ')}
      </text>
    </g>
  );
}
