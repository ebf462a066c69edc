import { NEUTRAL, type Scheme } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';
import { HEIGHT as AXIS_HEIGHT, AxisTicks } from './axis-ticks';
import { contrast, directionStyle } from './diverging';
import { fitText, textWidth } from './fit-text';
import { linearAxis } from './linear-axis';

export interface DrawnForce {
  readonly key: string;
  readonly label: string;
  /** Follows the label and is never cut. */
  readonly note: string;
  readonly amount: string;
  readonly from: number;
  readonly to: number;
}

interface Mark {
  readonly label: string;
  readonly at: number;
}

interface Props {
  /** The largest first, which meets the other side. */
  readonly up: readonly DrawnForce[];
  readonly down: readonly DrawnForce[];
  /** Where all start. */
  readonly start: Mark;
  /** Where both sides meet. */
  readonly end: Mark;
  /** Heads of both lists. */
  readonly heads: { readonly up: string; readonly down: string };
  /** Said where nothing pushes to a side. */
  readonly none: string;
  readonly width: number;
  readonly scheme: Scheme;
  readonly formatTick: (value: number) => readonly [string, string];
  readonly axisNames: readonly [string, string];
}

const FONT_SIZE = 12;
const SIDE = 14;
const BAND_TOP = 46;
const BAND = 34;
const POINT = 7;
const LINE = 24;
/** Lists stand side by side from this width on. */
const TWO_COLUMNS = 560;
const LISTS_TOP = BAND_TOP + BAND + 10 + AXIS_HEIGHT + 16;

export function forceHeight(
  { up, down }: Pick<Props, 'up' | 'down'>,
  /** Also of the lists' narrow form. */
  width: number,
): number {
  const lines = [up, down].map((side) => 1 + Math.max(1, side.length));
  const rows = width >= TWO_COLUMNS ? Math.max(...lines) : lines.reduce((a, b) => a + b, 0) + 0.5;
  return LISTS_TOP + rows * LINE;
}

/** All that pushes up against all that pushes down, with a list of both; without hooks, for page and file alike. */
export function ForceDrawing(props: Props) {
  const { up, down, start, end, width, scheme, formatTick, axisNames } = props;
  const colours = NEUTRAL[scheme];
  const axis = linearAxis(
    [start.at, end.at, ...[...up, ...down].flatMap(({ from, to }) => [from, to])],
    SIDE,
    width - SIDE,
    72,
  );
  const twoColumns = width >= TWO_COLUMNS;
  const listWidth = twoColumns ? width / 2 - 12 : width;
  const second = twoColumns
    ? { x: width / 2 + 12, y: LISTS_TOP }
    : { x: 0, y: LISTS_TOP + (1.5 + Math.max(1, up.length)) * LINE };
  return (
    <g fontFamily={FONT} fontSize={FONT_SIZE}>
      <AxisTicks
        axis={axis}
        width={width}
        top={BAND_TOP - 4}
        bottom={BAND_TOP + BAND + 10}
        scheme={scheme}
        format={formatTick}
        names={axisNames}
      />
      <Flag mark={start} x={axis.x(start.at)} y={12} width={width} scheme={scheme} dashed />
      <Flag mark={end} x={axis.x(end.at)} y={30} width={width} scheme={scheme} />
      <Pieces side="up" pieces={up} x={axis.x} scheme={scheme} />
      <Pieces side="down" pieces={down} x={axis.x} scheme={scheme} />
      <path
        d={`M${axis.x(end.at)},34 V${BAND_TOP + BAND + 6}`}
        stroke={colours.ink}
        strokeWidth={2}
      />
      <List {...props} side="up" pieces={up} at={{ x: 0, y: LISTS_TOP }} room={listWidth} />
      <List {...props} side="down" pieces={down} at={second} room={listWidth} />
    </g>
  );
}

/** A number on the axis with its name above. */
function Flag({
  mark,
  x,
  y,
  width,
  scheme,
  dashed = false,
}: {
  mark: Mark;
  x: number;
  y: number;
  width: number;
  scheme: Scheme;
  dashed?: boolean;
}) {
  const colours = NEUTRAL[scheme];
  const half = textWidth(mark.label, FONT_SIZE) / 2;
  const at = Math.min(width - half, Math.max(half, x));
  return (
    <g>
      {dashed ? (
        <path
          d={`M${x},${y + 4} V${BAND_TOP + BAND + 6}`}
          stroke={colours.soft}
          strokeDasharray="3 3"
        />
      ) : null}
      <text
        x={at}
        y={y}
        textAnchor="middle"
        fill={dashed ? colours.soft : colours.ink}
        fontWeight={dashed ? 400 : 600}
        paintOrder="stroke"
        stroke={colours.card}
        strokeWidth={4}
      >
        {mark.label}
      </text>
    </g>
  );
}

/** Arrows of one side, all pointing to where the sides meet; numbered as in the list where there is room. */
function Pieces({
  side,
  pieces,
  x,
  scheme,
}: {
  side: 'up' | 'down';
  pieces: readonly DrawnForce[];
  x: (value: number) => number;
  scheme: Scheme;
}) {
  const { colour } = directionStyle(scheme)[side];
  const ink = contrast(colour, '#000000') >= contrast(colour, '#ffffff') ? '#000000' : '#ffffff';
  const [top, middle, bottom] = [BAND_TOP, BAND_TOP + BAND / 2, BAND_TOP + BAND];
  return (
    <g>
      {pieces.map((piece, i) => {
        // What pushes up points right, what pushes down points left.
        const [tail, tip] =
          side === 'up' ? [x(piece.from), x(piece.to)] : [x(piece.to), x(piece.from)];
        const length = Math.abs(tip - tail);
        // Edges lie behind the middle by the arrow's point, so that every piece is as long as what it adds.
        const point = side === 'up' ? POINT : -POINT;
        return (
          <g key={piece.key}>
            <path
              d={`M${tail - point},${top} H${tip - point} L${tip},${middle} L${tip - point},${bottom} H${tail - point} L${tail},${middle} Z`}
              fill={colour}
              stroke={NEUTRAL[scheme].card}
            />
            {length >= 18 ? (
              <text
                x={(tail + tip) / 2 - point / 4}
                y={middle + 4}
                textAnchor="middle"
                fill={ink}
                fontWeight={600}
              >
                {i + 1}
              </text>
            ) : null}
            <title>{`${piece.label}${piece.note} ${piece.amount}`}</title>
          </g>
        );
      })}
    </g>
  );
}

function List({
  side,
  pieces,
  at,
  room,
  heads,
  none,
  scheme,
}: Pick<Props, 'heads' | 'none' | 'scheme'> & {
  side: 'up' | 'down';
  pieces: readonly DrawnForce[];
  at: { x: number; y: number };
  room: number;
}) {
  const colours = NEUTRAL[scheme];
  const { colour, sign } = directionStyle(scheme)[side];
  return (
    <g transform={`translate(${at.x},${at.y})`} fill={colours.ink}>
      <text y={12} fontWeight={600}>
        <tspan fill={colour}>{sign}</tspan> {heads[side]}
      </text>
      {pieces.length === 0 ? (
        <text y={12 + LINE} fill={colours.soft}>
          {none}
        </text>
      ) : null}
      {pieces.map((piece, i) => {
        const taken = textWidth(`${piece.note}${piece.amount}`, FONT_SIZE) + 32;
        return (
          <g key={piece.key} transform={`translate(0,${12 + (i + 1) * LINE})`}>
            <text fill={colours.soft}>{i + 1}</text>
            <text x={18}>
              {fitText(piece.label, room - taken, FONT_SIZE)}
              <tspan fill={colours.soft}>{piece.note}</tspan>
              <title>{`${piece.label}${piece.note}`}</title>
            </text>
            <text x={room} textAnchor="end">
              {piece.amount}
            </text>
          </g>
        );
      })}
    </g>
  );
}
