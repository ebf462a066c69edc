import { NEUTRAL } from '@/components/ui/colours';
import type { BorutaVerdict } from '@/lib/domain/boruta/boruta';
import type { FiveNumbers } from '@/lib/domain/stats/five-numbers';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';
import {
  labelWidth,
  logFloor,
  type VerdictNames,
  verdictLegend,
  verdictMark,
  verdictsIn,
} from './verdict-marks';

export interface BorutaBoxes {
  /** In the order of drawing, from the top. */
  readonly boxes: readonly {
    readonly feature: string;
    readonly name: string;
    readonly verdict: BorutaVerdict;
    readonly numbers: FiveNumbers;
  }[];
  /** Of the largest shadow in each trial. */
  readonly shadow: FiveNumbers;
  readonly names: VerdictNames;
  readonly shadowName: string;
  /** Of smallest, median, largest. */
  readonly words: { readonly low: string; readonly median: string; readonly high: string };
  readonly formatValue: (value: number) => string;
}

/** The importance over all trials, a box a feature, the largest shadow below all; the median carries the verdict's mark. */
export const borutaBoxes =
  ({ boxes, shadow, names, shadowName, words, formatValue }: BorutaBoxes): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const all = [...boxes.map((box) => box.numbers), shadow];
    const floor = logFloor(all.flatMap(({ low, median }) => [low, median]));
    const values = ({ low, q1, median, q3, high }: FiveNumbers) =>
      [low, q1, median, q3, high].map((value) => Math.max(floor, value));
    const shown = verdictsIn(boxes);
    const told = (name: string, { low, median, high }: FiveNumbers) =>
      tooltipHtml(name, [
        { label: words.high, value: formatValue(high) },
        { label: words.median, value: formatValue(median) },
        { label: words.low, value: formatValue(low) },
      ]);
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 18, top: 34, bottom: 4, containLabel: true },
      legend: verdictLegend(
        scheme,
        shown.map((verdict) => names[verdict]),
      ),
      tooltip: {
        trigger: 'item',
        ...tooltip(scheme),
        formatter: ({ name }: { name: string }) => {
          const box = boxes.find((one) => one.feature === name);
          return box
            ? told(`${box.name} · ${names[box.verdict]}`, box.numbers)
            : told(shadowName, shadow);
        },
      },
      xAxis: {
        type: 'log',
        min: floor,
        axisLabel: {
          ...axisLabel(scheme),
          formatter: (value: number) => (value <= floor * 1.000001 ? '' : formatValue(value)),
          hideOverlap: true,
        },
        splitLine: { lineStyle: { color: colours.line } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: [...boxes.map((box) => box.name), shadowName],
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.line } },
        axisLabel: {
          ...axisLabel(scheme),
          color: colours.ink,
          interval: 0,
          width: labelWidth(width),
          overflow: 'truncate',
        },
      },
      series: [
        {
          id: 'boxes',
          type: 'boxplot',
          boxWidth: [5, 11],
          data: [
            ...boxes.map(({ feature, verdict, numbers }) => {
              const { colour, dash } = verdictMark(verdict, scheme);
              return {
                name: feature,
                value: values(numbers),
                itemStyle: {
                  color: colours.card,
                  borderColor: colour,
                  borderWidth: 1.5,
                  borderType: dash,
                },
              };
            }),
            {
              name: '',
              value: values(shadow),
              itemStyle: { color: colours.line, borderColor: colours.soft, borderWidth: 1.5 },
            },
          ],
          markLine: {
            symbol: 'none',
            silent: true,
            lineStyle: { color: colours.soft, type: 'dashed', width: 1.2 },
            label: { show: false },
            data: [{ xAxis: Math.max(floor, shadow.median) }],
          },
        },
        ...shown.map((verdict) => {
          const { colour, symbol } = verdictMark(verdict, scheme);
          return {
            id: verdict,
            name: names[verdict],
            type: 'scatter',
            symbol,
            symbolSize: 8,
            z: 4,
            itemStyle: { color: colour, opacity: 1 },
            data: boxes.flatMap((box, at) =>
              box.verdict === verdict
                ? [{ name: box.feature, value: [Math.max(floor, box.numbers.median), at] }]
                : [],
            ),
          };
        }),
      ],
    };
  };
