import type { EChartsCoreOption } from 'echarts/core';
import { CATEGORICAL, SEQUENTIAL } from '@/components/ui/theme';
import type { Scheme } from './chart';

const ink = (scheme: Scheme) => (scheme === 'dark' ? '#c9d1dc' : '#45505f');
const grid = (scheme: Scheme) => (scheme === 'dark' ? '#323a46' : '#e3e8ee');
const tooltip = (scheme: Scheme) => ({
  backgroundColor: scheme === 'dark' ? '#232a34' : '#ffffff',
  borderColor: grid(scheme),
  textStyle: { color: scheme === 'dark' ? '#eef2f7' : '#1c2733', fontSize: 12 },
  confine: true,
});

export interface LineData {
  readonly days: readonly string[];
  readonly values: readonly number[];
  readonly mean: readonly (number | null)[];
  readonly missing: readonly string[];
  readonly valueName: string;
  readonly meanName: string;
  readonly missingName: string;
  readonly formatValue: (value: number) => string;
  readonly formatDay: (iso: string) => string;
}

/** A daily series with its trailing weekly mean; days without any event are shaded, zoom by dragging. */
export const dailyLine =
  (data: LineData) =>
  (scheme: Scheme): EChartsCoreOption => ({
    color: [CATEGORICAL[scheme][0], CATEGORICAL[scheme][1]],
    grid: { left: 8, right: 12, top: 12, bottom: 48, containLabel: true },
    tooltip: {
      trigger: 'axis',
      ...tooltip(scheme),
      valueFormatter: (v: unknown) => (typeof v === 'number' ? data.formatValue(v) : '–'),
    },
    xAxis: {
      type: 'category',
      data: data.days,
      axisLabel: { color: ink(scheme), formatter: data.formatDay, hideOverlap: true },
      axisLine: { lineStyle: { color: grid(scheme) } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: ink(scheme), formatter: data.formatValue },
      splitLine: { lineStyle: { color: grid(scheme) } },
    },
    dataZoom: [
      { type: 'inside' },
      {
        type: 'slider',
        height: 20,
        bottom: 8,
        borderColor: 'transparent',
        backgroundColor: 'transparent',
        textStyle: { color: ink(scheme) },
        labelFormatter: (_: number, day: string) => data.formatDay(day),
      },
    ],
    series: [
      {
        name: data.valueName,
        type: 'line',
        data: data.values,
        symbol: 'none',
        lineStyle: { width: 1.4 },
        areaStyle: { opacity: 0.08 },
        markArea: {
          silent: true,
          itemStyle: { color: CATEGORICAL[scheme][1], opacity: 0.18 },
          data: data.missing.map((day) => [{ name: data.missingName, xAxis: day }, { xAxis: day }]),
        },
      },
      {
        name: data.meanName,
        type: 'line',
        data: data.mean,
        symbol: 'none',
        lineStyle: { width: 2.4, type: 'dashed' },
      },
    ],
  });

const visualMap = (scheme: Scheme, max: number) => ({
  min: 0,
  max: Math.max(max, 1e-9),
  show: false,
  inRange: { color: [...SEQUENTIAL[scheme]] },
});

export interface CalendarData {
  readonly days: readonly string[];
  readonly values: readonly number[];
  readonly locale: string;
  readonly formatValue: (value: number) => string;
  readonly formatDay: (iso: string) => string;
}

/** One cell a day, a column a week, Monday on top. */
export const calendarHeat =
  (data: CalendarData) =>
  (scheme: Scheme): EChartsCoreOption => ({
    tooltip: {
      ...tooltip(scheme),
      formatter: (p: { data: [string, number] }) =>
        `${data.formatDay(p.data[0])}<br/><b>${data.formatValue(p.data[1])}</b>`,
    },
    visualMap: visualMap(scheme, Math.max(...data.values)),
    calendar: {
      range: [data.days[0] ?? '', data.days.at(-1) ?? ''],
      left: 36,
      right: 12,
      top: 28,
      bottom: 4,
      cellSize: ['auto', 'auto'],
      splitLine: { lineStyle: { color: ink(scheme), width: 1 } },
      itemStyle: { color: 'transparent', borderColor: grid(scheme), borderWidth: 1 },
      dayLabel: {
        firstDay: 1,
        color: ink(scheme),
        nameMap: data.locale === 'ko' ? ['일', '월', '화', '수', '목', '금', '토'] : 'en',
      },
      monthLabel: {
        color: ink(scheme),
        nameMap: data.locale === 'ko' ? 'cn' : 'en',
        formatter: data.locale === 'ko' ? '{M}월' : undefined,
      },
      yearLabel: { show: false },
    },
    series: [
      {
        type: 'heatmap',
        coordinateSystem: 'calendar',
        data: data.days.map((day, i) => [day, data.values[i] ?? 0]),
      },
    ],
  });

export interface HourData {
  readonly profile: readonly (readonly number[])[];
  readonly weekdays: readonly string[];
  readonly formatValue: (value: number) => string;
}

/** Weekday by hour, mean of a week. */
export const hourHeat =
  (data: HourData) =>
  (scheme: Scheme): EChartsCoreOption => ({
    grid: { left: 8, right: 12, top: 8, bottom: 8, containLabel: true },
    tooltip: {
      ...tooltip(scheme),
      formatter: (p: { data: [number, number, number] }) =>
        `${data.weekdays[p.data[1]]} ${String(p.data[0]).padStart(2, '0')}:00<br/><b>${data.formatValue(p.data[2])}</b>`,
    },
    visualMap: visualMap(scheme, Math.max(...data.profile.flat())),
    xAxis: {
      type: 'category',
      data: Array.from({ length: 24 }, (_, h) => h),
      axisLabel: { color: ink(scheme) },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    yAxis: {
      type: 'category',
      data: data.weekdays,
      inverse: true,
      axisLabel: { color: ink(scheme) },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    series: [
      {
        type: 'heatmap',
        data: data.profile.flatMap((row, day) => row.map((value, hour) => [hour, day, value])),
      },
    ],
  });
