import { directionOf, directionStyle } from '@/components/charts/diverging';
import { fitText, textWidth } from '@/components/charts/fit-text';
import { type LinearAxis, linearAxis } from '@/components/charts/linear-axis';
import { NEUTRAL, type Scheme } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';

export interface ForestRow {
  readonly key: string;
  readonly label: string;
  readonly g: number;
  readonly low: number;
  readonly high: number;
  /** At the row's end. */
  readonly amount: string;
  /** Follows it where there is room. */
  readonly interval: string;
  readonly isEqual: boolean;
}

interface Props {
  readonly rows: readonly ForestRow[];
  /** Pixels. */
  readonly width: number;
  readonly scheme: Scheme;
  /** Effects within ± this are practically equal; shaded. */
  readonly margin: number;
  readonly formatTick: (value: number) => string;
  /** What lies left and right of zero. */
  readonly sides: readonly [string, string];
}

/** From this width on names stand beside their lines, else above them. */
const WIDE = 620;
const FONT_SIZE = 12;
const [HEAD, FOOT, MARK] = [24, 26, 6];
const rowHeight = (width: number) => (width >= WIDE ? 26 : 40);

export const forestHeight = (rows: number, width: number): number =>
  HEAD + Math.max(1, rows) * rowHeight(width) + FOOT;

/** The effect of each variable with its interval around no effect; without hooks, for page and file alike. */
export function ForestDrawing({ rows, width, scheme, margin, formatTick, sides }: Props) {
  const colours = NEUTRAL[scheme];
  const isWide = width >= WIDE;
  const height = rowHeight(width);
  const endOf = ({ amount, interval }: ForestRow) => (isWide ? `${amount} ${interval}` : amount);
  const numbers = Math.max(0, ...rows.map((row) => textWidth(endOf(row), FONT_SIZE))) + 14;
  const names = isWide ? Math.min(330, width * 0.34) : 0;
  const [left, right] = [names + 12, width - (isWide ? numbers : 12)];
  const reach = rows.flatMap(({ low, high }) => [low, high]);
  const axis = linearAxis([...reach, -margin, margin], left, right, 70);
  const bottom = HEAD + rows.length * height;
  return (
    <g fontFamily={FONT} fontSize={FONT_SIZE} fill={colours.ink}>
      <rect
        x={axis.x(-margin)}
        y={HEAD}
        width={axis.x(margin) - axis.x(-margin)}
        height={bottom - HEAD}
        fill={colours.faint}
      />
      <Ticks axis={axis} bottom={bottom} scheme={scheme} formatTick={formatTick} />
      <g fontSize={11} fill={colours.soft}>
        <text x={axis.x(0) - 8} y={13} textAnchor="end">
          {fitText(sides[0], axis.x(0) - 8, 11)}
        </text>
        <text x={axis.x(0) + 8} y={13}>
          {fitText(sides[1], width - axis.x(0) - 8, 11)}
        </text>
      </g>
      {rows.map((row, i) => (
        <g key={row.key} transform={`translate(0,${HEAD + i * height})`}>
          <Row
            row={row}
            end={endOf(row)}
            axis={axis}
            scheme={scheme}
            y={isWide ? height / 2 : 28}
            name={{ y: isWide ? height / 2 + 4 : 13, room: isWide ? names : width - numbers }}
            width={width}
          />
        </g>
      ))}
    </g>
  );
}

function Ticks({
  axis,
  bottom,
  scheme,
  formatTick,
}: Pick<Props, 'scheme' | 'formatTick'> & { axis: LinearAxis; bottom: number }) {
  const colours = NEUTRAL[scheme];
  return axis.ticks.map((tick) => (
    <g key={tick} fontSize={11} fill={colours.soft} textAnchor="middle">
      <path
        d={`M${axis.x(tick)},${HEAD} V${bottom}`}
        stroke={tick === 0 ? colours.soft : colours.line}
        strokeWidth={tick === 0 ? 1.5 : 1}
      />
      <text x={axis.x(tick)} y={bottom + 17}>
        {formatTick(tick)}
      </text>
    </g>
  ));
}

function Row({
  row,
  end,
  axis,
  scheme,
  y,
  name,
  width,
}: {
  row: ForestRow;
  end: string;
  axis: LinearAxis;
  scheme: Scheme;
  y: number;
  name: { readonly y: number; readonly room: number };
  width: number;
}) {
  const colours = NEUTRAL[scheme];
  const { colour } = directionStyle(scheme)[directionOf(row.g)];
  const [x, from, to] = [axis.x(row.g), axis.x(row.low), axis.x(row.high)];
  const side = row.g < 0 ? -1 : 1;
  const halo = { paintOrder: 'stroke', stroke: colours.card, strokeWidth: 4 } as const;
  return (
    <>
      <title>{`${row.label}: ${row.amount} ${row.interval}`}</title>
      <text y={name.y} {...halo}>
        {fitText(row.label, name.room, FONT_SIZE)}
      </text>
      <text x={width} y={name.y} textAnchor="end" {...halo}>
        {end}
      </text>
      <path
        d={`M${from},${y} H${to} M${from},${y - 4} v8 M${to},${y - 4} v8`}
        stroke={colour}
        strokeWidth={1.75}
        fill="none"
      />
      {/* Points to the side of the effect, so that its direction needs no colour; hollow where it is as good as none. */}
      <path
        d={`M${x - side * MARK},${y - MARK} L${x + side * MARK},${y} L${x - side * MARK},${y + MARK} Z`}
        fill={row.isEqual ? colours.card : colour}
        stroke={colour}
        strokeWidth={1.5}
      />
    </>
  );
}
