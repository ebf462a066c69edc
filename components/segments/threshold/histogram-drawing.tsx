import { fitText, textWidth } from '@/components/charts/fit-text';
import { linearAxis } from '@/components/charts/linear-axis';
import { CATEGORICAL, NEUTRAL, type Scheme } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

interface Props {
  readonly bins: readonly Bin[];
  /** On the axis; null: nothing is cut off. */
  readonly threshold: number | null;
  readonly thresholdName: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly scheme: Scheme;
  readonly formatCount: (count: number) => string;
  /** A number of the axis. */
  readonly formatTick: (value: number) => string;
  readonly axisName: string;
  /** What a bar says when it is pointed at. */
  readonly barText: (bin: Bin) => string;
}

const [TOP, BOTTOM, RIGHT] = [26, 42, 10];
const FONT_SIZE = 12;

/** Bars of how many lie where, with a line at the threshold; without hooks, for page and file alike. */
export function HistogramDrawing({
  bins,
  threshold,
  thresholdName,
  width,
  height,
  scheme,
  formatCount,
  formatTick,
  axisName,
  barText,
}: Props) {
  const colours = NEUTRAL[scheme];
  const [below, above] = CATEGORICAL[scheme];
  const most = bins.reduce((largest, { count }) => Math.max(largest, count), 1);
  const bottom = height - BOTTOM;
  const counts = linearAxis([0, most], bottom, TOP, -56);
  const left = 10 + Math.max(...counts.ticks.map((tick) => textWidth(formatCount(tick), 11)));
  const isOne = bins.length === 1 && bins[0]?.from === bins[0]?.to;
  // A single value needs some room beside it.
  const room = isOne ? Math.abs(bins[0]?.from ?? 0) / 2 || 1 : 0;
  const ends = bins.flatMap(({ from, to }) => [from - room, to + room]);
  const inside = threshold === null ? [] : [threshold];
  const axis = linearAxis([...ends, ...inside], left, width - RIGHT, 60);
  const line = threshold === null ? width : axis.x(threshold);
  const label = fitText(thresholdName, width - left, FONT_SIZE);
  const half = textWidth(label, FONT_SIZE) / 2 + 4;
  return (
    <g fontFamily={FONT} fontSize={11} fill={colours.soft}>
      {counts.ticks
        .filter((tick) => Number.isInteger(tick))
        .map((tick) => (
          <g key={tick}>
            <path d={`M${left},${counts.x(tick)} H${width - RIGHT}`} stroke={colours.line} />
            <text x={left - 6} y={counts.x(tick) + 4} textAnchor="end">
              {formatCount(tick)}
            </text>
          </g>
        ))}
      {bins.map((bin) => {
        const from = isOne ? axis.x(bin.from) - 12 : axis.x(bin.from);
        const to = isOne ? axis.x(bin.from) + 12 : axis.x(bin.to);
        const y = counts.x(bin.count);
        // A bar through which the threshold goes is below on one side and above on the other.
        const cut = isOne && line <= axis.x(bin.from) ? from : Math.min(to, Math.max(from, line));
        const gap = to - from > 4 ? 1 : 0;
        const part = (start: number, end: number, fill: string) =>
          end - start > 0.01 ? (
            <rect x={start} y={y} width={end - start} height={bottom - y} fill={fill} />
          ) : null;
        return (
          <g key={bin.from}>
            <title>{barText(bin)}</title>
            <rect x={from} y={TOP} width={to - from} height={bottom - TOP} fill="transparent" />
            {part(from, Math.min(cut, to - gap), below)}
            {part(cut, to - gap, above)}
          </g>
        );
      })}
      <path d={`M${left},${bottom} H${width - RIGHT}`} stroke={colours.soft} />
      {axis.ticks.map((tick) => {
        const text = formatTick(tick);
        const reach = textWidth(text, 11) / 2;
        const at = Math.min(width - reach, Math.max(reach, axis.x(tick)));
        return (
          <g key={tick}>
            <path d={`M${axis.x(tick)},${bottom} v4`} stroke={colours.soft} />
            <text x={at} y={bottom + 17} textAnchor="middle">
              {text}
            </text>
          </g>
        );
      })}
      <text x={(left + width - RIGHT) / 2} y={bottom + 36} textAnchor="middle">
        {axisName}
      </text>
      {threshold === null ? null : (
        <g>
          <path
            d={`M${line},${TOP - 6} V${bottom}`}
            stroke={colours.ink}
            strokeWidth={1.5}
            strokeDasharray="4 3"
          />
          <text
            x={Math.min(width - half, Math.max(half, line))}
            y={14}
            textAnchor="middle"
            fontSize={FONT_SIZE}
            fontWeight={600}
            fill={colours.ink}
          >
            {label}
          </text>
        </g>
      )}
    </g>
  );
}
