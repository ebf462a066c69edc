import { NEUTRAL, type Scheme } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';
import { HEIGHT as AXIS_HEIGHT, AxisTicks } from './axis-ticks';
import { directionOf, directionStyle } from './diverging';
import { fitText, textWidth } from './fit-text';
import { type LinearAxis, linearAxis } from './linear-axis';

/** A row of a waterfall: a number one stands at, or a change that leads to the next. */
export interface DrawnStep {
  readonly key: string;
  /** `open` is a change that nothing explains. */
  readonly kind: 'total' | 'change' | 'open';
  readonly label: string;
  /** Follows the label and is never cut. */
  readonly note: string;
  /** The number at the row's end. */
  readonly amount: string;
  readonly from: number;
  readonly to: number;
}

interface Props {
  readonly steps: readonly DrawnStep[];
  /** Pixels. */
  readonly width: number;
  readonly scheme: Scheme;
  /** Two lines below a tick. */
  readonly formatTick: (value: number) => readonly [string, string];
  /** Names both lines. */
  readonly axisNames: readonly [string, string];
}

const ROW = 38;
const FONT_SIZE = 12;
const BAR_TOP = 20;
const BAR = 12;
const SIDE = 14;
const HEAD = 6;

export const stepsHeight = (steps: number): number => steps * ROW + AXIS_HEIGHT;

const axisOf = (steps: readonly DrawnStep[], width: number) =>
  linearAxis(
    steps.flatMap(({ from, to }) => [from, to]),
    SIDE,
    width - SIDE,
    72,
  );

/** Label, note and number of a row, above its bar. */
function RowText({ step, width, scheme }: { step: DrawnStep } & Pick<Props, 'width' | 'scheme'>) {
  const colours = NEUTRAL[scheme];
  const bold = step.kind === 'total';
  const taken = textWidth(`${step.note}${step.amount}`, FONT_SIZE) + 16;
  // The card's colour around the letters keeps lines behind them from crossing them out.
  const halo = { paintOrder: 'stroke', stroke: colours.card, strokeWidth: 4 } as const;
  return (
    <g fontWeight={bold ? 600 : 400} fill={colours.ink} {...halo}>
      <text y={13}>
        {fitText(step.label, (width - taken) / (bold ? 1.06 : 1), FONT_SIZE)}
        <tspan fill={bold ? colours.ink : colours.soft}>{step.note}</tspan>
        <title>{`${step.label}${step.note} ${step.amount}`}</title>
      </text>
      <text x={width} y={13} textAnchor="end">
        {step.amount}
      </text>
    </g>
  );
}

/** A bar that ends in an arrow's head, so that its direction needs no colour. */
function arrow(from: number, to: number): string {
  const [top, middle, bottom] = [BAR_TOP, BAR_TOP + BAR / 2, BAR_TOP + BAR];
  const length = Math.abs(to - from);
  const neck = to - Math.sign(to - from) * Math.min(HEAD, length);
  return `M${from},${top} H${neck} L${to},${middle} L${neck},${bottom} H${from} Z`;
}

function Bar({ step, axis, scheme }: { step: DrawnStep; axis: LinearAxis; scheme: Scheme }) {
  const colours = NEUTRAL[scheme];
  const [from, to] = [axis.x(step.from), axis.x(step.to)];
  if (step.kind === 'total')
    return (
      <path
        d={`M${to},${BAR_TOP - 2} l7,8 l-7,8 l-7,-8 Z`}
        fill={colours.ink}
        stroke={colours.card}
      />
    );
  const { colour } = directionStyle(scheme)[directionOf(step.to - step.from)];
  const open = step.kind === 'open';
  return (
    <path
      d={arrow(from, to)}
      fill={open ? 'none' : colour}
      stroke={open ? colours.soft : colour}
      strokeDasharray={open ? '3 2' : undefined}
    />
  );
}

/** What each part adds, row by row, from a start to an end; it uses no hooks, so it can be written as a file. */
export function WaterfallDrawing({ steps, width, scheme, formatTick, axisNames }: Props) {
  const axis = axisOf(steps, width);
  const bottom = steps.length * ROW;
  return (
    <g fontFamily={FONT} fontSize={FONT_SIZE}>
      <AxisTicks
        axis={axis}
        width={width}
        bottom={bottom}
        scheme={scheme}
        format={formatTick}
        names={axisNames}
      />
      {steps.map((step, i) => (
        <g key={step.key} transform={`translate(0,${i * ROW})`}>
          {i + 1 < steps.length ? (
            // To where the next row begins.
            <path
              d={`M${axis.x(step.to)},${BAR_TOP + BAR} V${ROW + BAR_TOP}`}
              stroke={NEUTRAL[scheme].soft}
              strokeOpacity={0.6}
              strokeDasharray="2 2"
            />
          ) : null}
          <Bar step={step} axis={axis} scheme={scheme} />
          <RowText step={step} width={width} scheme={scheme} />
        </g>
      ))}
    </g>
  );
}

/** The same way as one line that climbs from the start at the foot. */
export function DecisionDrawing({ steps, width, scheme, formatTick, axisNames }: Props) {
  const colours = NEUTRAL[scheme];
  const axis = axisOf(steps, width);
  const rows = [...steps].reverse();
  const bottom = rows.length * ROW;
  const middle = (row: number) => row * ROW + BAR_TOP + BAR / 2;
  const points = rows.map(({ to }, row) => `${axis.x(to)},${middle(row)}`);
  return (
    <g fontFamily={FONT} fontSize={FONT_SIZE}>
      <AxisTicks
        axis={axis}
        width={width}
        bottom={bottom}
        scheme={scheme}
        format={formatTick}
        names={axisNames}
      />
      <path d={`M${points.join(' L')}`} fill="none" stroke={colours.soft} strokeWidth={2.5} />
      {rows.map((step, row) => (
        <g key={step.key} transform={`translate(0,${row * ROW})`}>
          {step.kind === 'total' ? (
            <Bar step={step} axis={axis} scheme={scheme} />
          ) : (
            <Dot step={step} axis={axis} scheme={scheme} />
          )}
          <RowText step={step} width={width} scheme={scheme} />
        </g>
      ))}
    </g>
  );
}

/** Where the line stands after a part: a triangle to the side that the part led to. */
function Dot({ step, axis, scheme }: { step: DrawnStep; axis: LinearAxis; scheme: Scheme }) {
  const colours = NEUTRAL[scheme];
  const [x, y, side] = [axis.x(step.to), BAR_TOP + BAR / 2, step.to < step.from ? -1 : 1];
  const { colour } = directionStyle(scheme)[directionOf(step.to - step.from)];
  return (
    <path
      d={`M${x - side * 5},${y - 6} L${x + side * 6},${y} L${x - side * 5},${y + 6} Z`}
      fill={step.kind === 'open' ? colours.card : colour}
      stroke={step.kind === 'open' ? colours.soft : colours.card}
    />
  );
}
