import { CATEGORICAL, NEUTRAL } from '@/components/ui/colours';
import { axisDays } from '@/lib/domain/series/calendar';
import type { ChartOption } from './chart';
import { axisLabel, textStyle, tooltip, tooltipHtml } from './parts';

export interface DailyLine {
  readonly days: readonly string[];
  /** null: a missing day; the line breaks there. */
  readonly values: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  /** Shaded. */
  readonly missing: readonly string[];
  readonly valueName: string;
  readonly meanName: string;
  readonly missingName: string;
  readonly formatValue: (value: number) => string;
  /** Short, for the axis. */
  readonly formatTick: (value: number) => string;
  readonly formatDay: (iso: string) => string;
  readonly formatShortDay: (iso: string) => string;
}

/** A daily series, its trailing weekly mean, and the missing days as shaded bands. Zoom: the slider, or Ctrl + wheel. */
export const dailyLine =
  (data: DailyLine): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const [blue, orange] = CATEGORICAL[scheme];
    const labelled = new Set(axisDays(data.days));
    const firstOfYear = new Set<string>();
    let year = '';
    for (const i of labelled) {
      const day = data.days[i] ?? '';
      if (day.slice(0, 4) !== year) firstOfYear.add(day);
      year = day.slice(0, 4);
    }
    const gone = new Set(data.missing);
    const single = data.days.length === 1;
    const zooming = data.days.length > 7;
    return {
      textStyle: textStyle(scheme),
      color: [blue, orange],
      grid: { left: 4, right: 16, top: 36, bottom: zooming ? 36 : 4, containLabel: true },
      legend: {
        left: 0,
        top: 0,
        icon: 'roundRect',
        itemWidth: 18,
        itemHeight: 4,
        itemGap: 18,
        textStyle: { color: colours.ink, fontSize: 12 },
        inactiveColor: colours.soft,
        data: [data.valueName, data.meanName],
      },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'line', lineStyle: { color: colours.soft, type: 'dashed' } },
        ...tooltip(scheme),
        formatter: (points: readonly { dataIndex: number }[]) => {
          const at = points[0]?.dataIndex ?? 0;
          const day = data.days[at] ?? '';
          const value = data.values[at] ?? null;
          const mean = data.mean[at] ?? null;
          return tooltipHtml(data.formatDay(day), [
            {
              label: data.valueName,
              value: value === null ? data.missingName : data.formatValue(value),
              colour: blue,
            },
            ...(mean === null
              ? []
              : [{ label: data.meanName, value: data.formatValue(mean), colour: orange }]),
            ...(gone.has(day) && value !== null ? [{ label: data.missingName, value: '' }] : []),
          ]);
        },
      },
      xAxis: {
        type: 'category',
        data: data.days,
        boundaryGap: single,
        axisLabel: {
          ...axisLabel(scheme),
          interval: (i: number) => labelled.has(i),
          formatter: (day: string) =>
            firstOfYear.has(day)
              ? `${data.formatShortDay(day)}\n${day.slice(0, 4)}`
              : data.formatShortDay(day),
          hideOverlap: true,
          lineHeight: 15,
        },
        axisLine: { lineStyle: { color: colours.line } },
        axisTick: {
          show: true,
          interval: (i: number) => labelled.has(i),
          lineStyle: { color: colours.line },
        },
      },
      yAxis: {
        type: 'value',
        splitNumber: width < 500 ? 4 : 5,
        minInterval: data.values.every((v) => v === null || Number.isInteger(v)) ? 1 : undefined,
        max: data.values.every((v) => v === null || v === 0) ? 1 : undefined,
        axisLabel: { ...axisLabel(scheme), formatter: data.formatTick },
        splitLine: { lineStyle: { color: colours.line } },
      },
      dataZoom: zooming
        ? [
            {
              type: 'inside',
              zoomOnMouseWheel: 'ctrl',
              moveOnMouseMove: false,
              moveOnMouseWheel: false,
              preventDefaultMouseMove: false,
            },
            {
              type: 'slider',
              height: 22,
              bottom: 4,
              left: 8,
              right: 20,
              showDetail: false,
              brushSelect: false,
              borderColor: 'transparent',
              backgroundColor: colours.faint,
              fillerColor: scheme === 'dark' ? 'rgb(92 133 191 / 22%)' : 'rgb(34 71 139 / 10%)',
              dataBackground: {
                lineStyle: { color: colours.soft, width: 0.8, opacity: 0.6 },
                areaStyle: { opacity: 0 },
              },
              selectedDataBackground: {
                lineStyle: { color: blue, width: 1 },
                areaStyle: { opacity: 0 },
              },
              handleStyle: { color: colours.card, borderColor: blue },
              moveHandleSize: 0,
              emphasis: { handleStyle: { color: blue, borderColor: blue } },
            },
          ]
        : [],
      series: [
        {
          name: data.valueName,
          type: 'line',
          data: data.values,
          symbol: single ? 'circle' : 'none',
          symbolSize: 8,
          lineStyle: { width: 1.4 },
          areaStyle: { opacity: 0.07 },
          emphasis: { disabled: true },
          markArea: {
            silent: true,
            itemStyle: { color: colours.soft, opacity: 0.22 },
            label: { show: false },
            data: bands(data.days, gone),
          },
        },
        {
          name: data.meanName,
          type: 'line',
          data: data.mean,
          symbol: 'none',
          lineStyle: { width: 2.6 },
          emphasis: { disabled: true },
        },
      ],
    };
  };

/** Runs of missing days, each from half a day before to half a day after on the category axis. */
function bands(days: readonly string[], gone: ReadonlySet<string>) {
  const runs: [{ xAxis: number }, { xAxis: number }][] = [];
  let start = -1;
  for (let i = 0; i <= days.length; i++) {
    const inside = gone.has(days[i] ?? '');
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      runs.push([{ xAxis: Math.max(0, start - 1) }, { xAxis: Math.min(days.length - 1, i) }]);
      start = -1;
    }
  }
  return runs;
}
