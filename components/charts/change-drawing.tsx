import { NEUTRAL, type Scheme } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';
import { directionOf, directionStyle } from './diverging';
import { fitText, textWidth } from './fit-text';

export interface DrawnChange {
  readonly key: string;
  readonly label: string;
  /** Follows the label and is never cut. */
  readonly note: string;
  readonly amount: string;
  readonly change: number;
}

interface Props {
  /** The largest first. */
  readonly changes: readonly DrawnChange[];
  readonly width: number;
  readonly scheme: Scheme;
}

const ROW = 38;
const FONT_SIZE = 12;
const BAR_TOP = 20;
const BAR = 11;
const HEAD = 6;

export const changeHeight = (changes: number): number => changes * ROW;

/** Bars to both sides of zero, each ending in an arrow's head; without hooks, for page and file alike. */
export function ChangeDrawing({ changes, width, scheme }: Props) {
  const colours = NEUTRAL[scheme];
  const largest = changes.reduce((most, { change }) => Math.max(most, Math.abs(change)), 0);
  const middle = width / 2;
  const length = (change: number) =>
    largest === 0 ? 0 : (change / largest) * (width / 2 - HEAD - 2);
  return (
    <g fontFamily={FONT} fontSize={FONT_SIZE}>
      <path
        d={`M${middle},${BAR_TOP - 4} V${changes.length * ROW}`}
        stroke={colours.soft}
        strokeOpacity={0.5}
      />
      {changes.map(({ key, label, note, amount, change }, row) => {
        const to = middle + length(change);
        const neck = to - Math.sign(change) * Math.min(HEAD, Math.abs(to - middle));
        const { colour } = directionStyle(scheme)[directionOf(change)];
        const taken = textWidth(`${note}${amount}`, FONT_SIZE) + 16;
        return (
          <g key={key} transform={`translate(0,${row * ROW})`} fill={colours.ink}>
            <g paintOrder="stroke" stroke={colours.card} strokeWidth={4}>
              <text y={13}>
                {fitText(label, width - taken, FONT_SIZE)}
                <tspan fill={colours.soft}>{note}</tspan>
                <title>{`${label}${note} ${amount}`}</title>
              </text>
              <text x={width} y={13} textAnchor="end">
                {amount}
              </text>
            </g>
            <path
              d={`M${middle},${BAR_TOP} H${neck} L${to},${BAR_TOP + BAR / 2} L${neck},${BAR_TOP + BAR} H${middle} Z`}
              fill={colour}
            />
          </g>
        );
      })}
    </g>
  );
}
