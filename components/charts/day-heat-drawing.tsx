import { NEUTRAL, type Scheme } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';
import { divergingCell } from './diverging';
import { fitText } from './fit-text';

export interface DayHeatRow {
  readonly key: string;
  readonly label: string;
  /** Several rows together: without colour, like the sums. */
  readonly folded: boolean;
  readonly values: readonly number[];
  /** Small below each value; null: nothing to tell. */
  readonly notes: readonly string[] | null;
  readonly sum: number;
}

interface Props {
  readonly rows: readonly DayHeatRow[];
  /** Two lines each. */
  readonly days: readonly (readonly [string, string])[];
  readonly daySums: readonly number[];
  readonly total: number;
  /** Size of the value whose cell has the full colour. */
  readonly largest: number;
  readonly sumLabel: string;
  readonly format: (value: number) => string;
  /** A cell for those who point at it. */
  readonly tell: (row: DayHeatRow, day: number) => string;
  readonly width: number;
  readonly scheme: Scheme;
}

const FONT_SIZE = 12;
const TOP = 38;
const LABEL = 18;
const CELL = 34;
const GAP = 2;
/** Labels stand beside the cells from this width on, above them below it. */
const WIDE = 480;
const SUM = 52;

const shape = (width: number) => {
  const wide = width >= WIDE;
  return { wide, row: CELL + GAP + (wide ? 0 : LABEL), left: wide ? width * 0.36 : 0 };
};

export const dayHeatHeight = (rows: number, width: number): number =>
  TOP + (rows + 1) * shape(width).row + 6;

/** Days across, rows down, sums at both edges; each cell has its number. Without hooks, for page and file alike. */
export function DayHeatDrawing(props: Props) {
  const { rows, days, daySums, total, sumLabel, width, scheme } = props;
  const colours = NEUTRAL[scheme];
  const { row: height, left } = shape(width);
  const cellWidth = (width - left - SUM) / Math.max(1, days.length);
  const sums: DayHeatRow = {
    key: 'sum',
    label: sumLabel,
    folded: true,
    values: daySums,
    notes: null,
    sum: total,
  };
  return (
    <g fontFamily={FONT} fontSize={FONT_SIZE} fill={colours.ink}>
      <g fill={colours.soft} fontSize={11}>
        {days.map(([weekday, date], i) => (
          <g key={date} transform={`translate(${left + (i + 0.5) * cellWidth},0)`}>
            <text y={13} textAnchor="middle">
              {weekday}
            </text>
            <text y={28} textAnchor="middle">
              {date}
            </text>
          </g>
        ))}
        <text x={width} y={28} textAnchor="end">
          {sumLabel}
        </text>
      </g>
      {rows.map((row, i) => (
        <g key={row.key} transform={`translate(0,${TOP + i * height})`}>
          <Row {...props} row={row} />
        </g>
      ))}
      <g transform={`translate(0,${TOP + rows.length * height + 4})`} fontWeight={600}>
        <path d={`M0,-3 H${width}`} stroke={colours.line} />
        <Row {...props} row={sums} bare />
      </g>
    </g>
  );
}

function Row({
  row,
  bare = false,
  days,
  largest,
  format,
  tell,
  width,
  scheme,
}: Props & { row: DayHeatRow; bare?: boolean }) {
  const colours = NEUTRAL[scheme];
  const { wide, left } = shape(width);
  const cellWidth = (width - left - SUM) / Math.max(1, days.length);
  const top = wide ? 0 : LABEL;
  const centre = top + CELL / 2 + 4;
  // Five signs must fit; narrower cells get smaller ones.
  const size = Math.min(FONT_SIZE, (cellWidth - 3) / 2.9);
  return (
    <g>
      <text y={wide ? centre : 13}>
        {fitText(row.label, wide ? left - 8 : width, FONT_SIZE)}
        <title>{row.label}</title>
      </text>
      {row.values.map((value, day) => {
        const { fill, ink } = divergingCell(
          scheme,
          row.folded || largest === 0 ? 0 : value / largest,
        );
        const x = left + (day + 0.5) * cellWidth;
        const note = row.notes?.[day];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day is its position
          <g key={day} textAnchor="middle" fill={row.folded ? colours.ink : ink} fontSize={size}>
            {bare ? null : (
              <rect
                x={left + day * cellWidth + GAP / 2}
                y={top}
                width={Math.max(0, cellWidth - GAP)}
                height={CELL}
                rx={3}
                fill={fill}
                stroke={colours.line}
              />
            )}
            <text x={x} y={note === undefined ? centre : top + 14}>
              {format(value)}
            </text>
            {note === undefined ? null : (
              <text x={x} y={top + 28} fontSize={size - 1}>
                {note}
              </text>
            )}
            {bare ? null : <title>{tell(row, day)}</title>}
          </g>
        );
      })}
      <text x={width} y={centre} textAnchor="end">
        {format(row.sum)}
      </text>
    </g>
  );
}
