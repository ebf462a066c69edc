import { fitText, textWidth } from '@/components/charts/fit-text';
import { linearAxis } from '@/components/charts/linear-axis';
import { CATEGORICAL, NEUTRAL, type Scheme } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';

export interface DrawnDifference {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

interface Props {
  readonly rows: readonly DrawnDifference[];
  readonly width: number;
  readonly scheme: Scheme;
  readonly formatTick: (value: number) => string;
  /** What lies left and right of zero. */
  readonly sides: readonly [string, string];
}

const FONT_SIZE = 12;
const ROW = 52;
const AXIS = 44;
const SIDE = 24;
const CAP = 6;

export const differenceHeight = (rows: number): number => rows * ROW + AXIS;

/** Differences with their intervals around a line of no difference; without hooks, for page and file alike. */
export function DifferenceDrawing({ rows, width, scheme, formatTick, sides }: Props) {
  const colours = NEUTRAL[scheme];
  const [colour] = CATEGORICAL[scheme];
  const axis = linearAxis(
    [0, ...rows.flatMap(({ low, high }) => [low, high])],
    SIDE,
    width - SIDE,
    72,
  );
  const bottom = rows.length * ROW;
  return (
    <g fontFamily={FONT} fontSize={FONT_SIZE} fill={colours.ink}>
      {axis.ticks.map((tick) => {
        const text = formatTick(tick);
        const half = textWidth(text, 11) / 2;
        const x = axis.x(tick);
        return (
          <g key={tick}>
            <path
              d={`M${x},0 V${bottom}`}
              stroke={tick === 0 ? colours.ink : colours.line}
              strokeDasharray={tick === 0 ? '4 3' : undefined}
            />
            <text
              x={Math.min(width - half, Math.max(half, x))}
              y={bottom + 14}
              fontSize={11}
              textAnchor="middle"
              fill={colours.soft}
            >
              {text}
            </text>
          </g>
        );
      })}
      <g fontSize={11} fill={colours.soft}>
        <text y={bottom + 34}>{`← ${sides[0]}`}</text>
        <text x={width} y={bottom + 34} textAnchor="end">{`${sides[1]} →`}</text>
      </g>
      {rows.map(({ key, label, text, difference, low, high }, row) => {
        const y = row * ROW + 34;
        const [from, to] = [axis.x(low), axis.x(high)];
        return (
          <g key={key}>
            <g paintOrder="stroke" stroke={colours.card} strokeWidth={4}>
              <text y={row * ROW + 14} fontWeight={600}>
                {fitText(label, width - textWidth(text, FONT_SIZE) - 12, FONT_SIZE)}
              </text>
              <text x={width} y={row * ROW + 14} textAnchor="end">
                {text}
              </text>
            </g>
            <path
              d={`M${from},${y} H${to} M${from},${y - CAP} V${y + CAP} M${to},${y - CAP} V${y + CAP}`}
              stroke={colour}
              strokeWidth={2}
            />
            <circle
              cx={axis.x(difference)}
              cy={y}
              r={5}
              fill={colour}
              stroke={colours.card}
              strokeWidth={1.5}
            />
          </g>
        );
      })}
    </g>
  );
}
