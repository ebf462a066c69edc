import { CATEGORICAL, NEUTRAL, type Scheme } from '@/components/ui/colours';
import { axisDays } from '@/lib/domain/series/calendar';
import { axisLabel } from './parts';

/** What the charts over days share: their axis, its zoom, and the missing days as shaded bands. */

export interface DayAxis {
  readonly days: readonly string[];
  readonly formatShortDay: (iso: string) => string;
}

/** Days, Mondays or months are labelled, as many as there is room for; the year stands under its first label. */
export function dayAxis({ days, formatShortDay }: DayAxis, scheme: Scheme) {
  const colours = NEUTRAL[scheme];
  const labelled = new Set(axisDays(days));
  const firstOfYear = new Set<string>();
  let year = '';
  for (const i of labelled) {
    const day = days[i] ?? '';
    if (day.slice(0, 4) !== year) firstOfYear.add(day);
    year = day.slice(0, 4);
  }
  return {
    type: 'category' as const,
    data: days,
    boundaryGap: days.length === 1,
    axisLabel: {
      ...axisLabel(scheme),
      interval: (i: number) => labelled.has(i),
      formatter: (day: string) =>
        firstOfYear.has(day) ? `${formatShortDay(day)}\n${day.slice(0, 4)}` : formatShortDay(day),
      hideOverlap: true,
      lineHeight: 15,
    },
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: {
      show: true,
      interval: (i: number) => labelled.has(i),
      lineStyle: { color: colours.line },
    },
  };
}

/** Fewer days than this are not worth a zoom. */
const ZOOM_DAYS = 8;
export const zoomable = (days: readonly string[]): boolean => days.length >= ZOOM_DAYS;

/** The slider at the bottom, and Ctrl + wheel; together for several axes when asked. */
export function dayZoom(scheme: Scheme, axes: readonly number[] = [0]) {
  const colours = NEUTRAL[scheme];
  const [blue] = CATEGORICAL[scheme];
  return [
    {
      type: 'inside',
      xAxisIndex: [...axes],
      zoomOnMouseWheel: 'ctrl',
      moveOnMouseMove: false,
      moveOnMouseWheel: false,
      preventDefaultMouseMove: false,
    },
    {
      type: 'slider',
      xAxisIndex: [...axes],
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
  ];
}

/** Missing days, each run from half a day before to half a day after on the category axis. */
export const missingBands = (
  days: readonly string[],
  missing: ReadonlySet<string>,
  scheme: Scheme,
) => ({
  silent: true,
  itemStyle: { color: NEUTRAL[scheme].soft, opacity: 0.22 },
  label: { show: false },
  data: runs(days, missing),
});

function runs(days: readonly string[], missing: ReadonlySet<string>) {
  const found: [{ xAxis: number }, { xAxis: number }][] = [];
  let start = -1;
  for (let i = 0; i <= days.length; i++) {
    const inside = missing.has(days[i] ?? '');
    if (inside && start < 0) start = i;
    if (!inside && start >= 0) {
      found.push([{ xAxis: Math.max(0, start - 1) }, { xAxis: Math.min(days.length - 1, i) }]);
      start = -1;
    }
  }
  return found;
}

/** A legend of short lines, one for each name. */
export const lineLegend = (scheme: Scheme, names: readonly string[]) => ({
  left: 0,
  top: 0,
  icon: 'roundRect',
  itemWidth: 18,
  itemHeight: 4,
  itemGap: 18,
  textStyle: { color: NEUTRAL[scheme].ink, fontSize: 12 },
  inactiveColor: NEUTRAL[scheme].soft,
  data: [...names],
});
