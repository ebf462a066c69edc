import { NEUTRAL } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';
import { calendarBlocks } from '@/lib/domain/series/calendar';
import type { ChartOption } from './chart';
import { axisLabel, heatScale, textStyle, tooltip, tooltipHtml } from './parts';

const BLOCK_TOP = 24;
const BLOCK_HEIGHT = 7 * 22;
const BLOCK_GAP = 8;
const SCALE_HEIGHT = 34;
const MAX_CELL = 48;

/** Pixels that a calendar of these days needs. */
export const calendarHeight = (days: readonly string[]): number =>
  Math.max(1, calendarBlocks(days).length) * (BLOCK_TOP + BLOCK_HEIGHT + BLOCK_GAP) + SCALE_HEIGHT;

export interface CalendarHeat {
  readonly days: readonly string[];
  /** null: a missing day, left without colour. */
  readonly values: readonly (number | null)[];
  readonly valueName: string;
  readonly missingName: string;
  /** Monday first. */
  readonly weekdays: readonly string[];
  readonly formatValue: (value: number) => string;
  readonly formatTick: (value: number) => string;
  readonly formatDay: (iso: string) => string;
  /** Of an ISO month's first day. */
  readonly formatMonth: (iso: string) => string;
}

/** One cell a day, a column a week, Monday on top; a row for each year when the period is long. */
export const calendarHeat =
  (data: CalendarHeat): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const blocks = calendarBlocks(data.days);
    // Blocks of one calendar share their cells' size, so that they compare; the year stands beside each.
    const left = blocks.length > 1 ? 62 : 38;
    const weeks = blocks.reduce((most, block) => Math.max(most, block.weeks), 1);
    const cell = Math.min(MAX_CELL, (width - left - 4) / weeks);
    const narrow = cell < 9;
    const at = new Map(data.days.map((day, i) => [day, data.values[i] ?? null]));
    const known = data.values.filter((v) => v !== null);
    const nameOf = (day: string, value: number | null) =>
      tooltipHtml(data.formatDay(day), [
        {
          label: data.valueName,
          value: value === null ? data.missingName : data.formatValue(value),
        },
      ]);
    const inside = (from: string, to: string, missing: boolean) =>
      data.days.flatMap((day): [string, number][] => {
        const value = at.get(day) ?? null;
        return day >= from && day <= to && (value === null) === missing ? [[day, value ?? 0]] : [];
      });
    return {
      textStyle: textStyle(scheme),
      tooltip: {
        ...tooltip(scheme),
        formatter: ({ data: point }: { data: [string, number] }) =>
          nameOf(point[0], at.get(point[0]) ?? null),
      },
      visualMap: {
        ...heatScale(
          scheme,
          known.reduce((a, b) => Math.max(a, b), 0),
          data.formatTick,
        ),
        seriesIndex: blocks.map((_, i) => 2 * i),
      },
      calendar: blocks.map((block, i) => ({
        range: [block.from, block.to],
        left,
        top: BLOCK_TOP + i * (BLOCK_TOP + BLOCK_HEIGHT + BLOCK_GAP),
        cellSize: [cell, BLOCK_HEIGHT / 7],
        splitLine: {
          show: data.days.length > 31,
          lineStyle: { color: colours.soft, width: 1 },
        },
        itemStyle: {
          color: 'transparent',
          borderColor: colours.card,
          borderWidth: narrow ? 1 : 2,
        },
        dayLabel: {
          firstDay: 1,
          margin: 8,
          ...axisLabel(scheme),
          nameMap: [data.weekdays[6] ?? '', ...data.weekdays.slice(0, 6)],
        },
        monthLabel: {
          ...axisLabel(scheme),
          formatter: ({ yyyy, MM }: { yyyy: string; MM: string }) =>
            // Where a month is narrower than its name, the quarters are named.
            narrow && (Number(MM) - 1) % 3 !== 0 ? '' : data.formatMonth(`${yyyy}-${MM}-01`),
        },
        yearLabel: {
          show: blocks.length > 1,
          position: 'left',
          margin: 40,
          color: colours.ink,
          fontFamily: FONT,
          fontSize: 13,
        },
      })),
      series: blocks.flatMap(({ from, to }, calendarIndex) => [
        {
          type: 'heatmap',
          coordinateSystem: 'calendar',
          calendarIndex,
          data: inside(from, to, false),
          emphasis: { itemStyle: { borderColor: colours.ink, borderWidth: 1.5 } },
        },
        {
          type: 'scatter',
          coordinateSystem: 'calendar',
          calendarIndex,
          data: inside(from, to, true),
          symbol: 'path://M0 0L10 10M10 0L0 10',
          symbolSize: 7,
          itemStyle: { color: 'transparent', borderColor: colours.soft, borderWidth: 1.5 },
        },
      ]),
    };
  };

export interface HourHeat {
  /** `[7][24]`, Monday first; null: the weekday does not occur. */
  readonly profile: readonly (readonly (number | null)[])[];
  readonly weekdays: readonly string[];
  readonly valueName: string;
  readonly formatValue: (value: number) => string;
  readonly formatTick: (value: number) => string;
  /** Names one hour of the day, 0 to 23. */
  readonly formatHour: (hour: number) => string;
}

/** Weekday by hour of day. */
export const hourHeat =
  (data: HourHeat): ChartOption =>
  ({ scheme, width }) => {
    const colours = NEUTRAL[scheme];
    const known = data.profile.flat().filter((v) => v !== null);
    return {
      textStyle: textStyle(scheme),
      grid: { left: 4, right: 4, top: 4, bottom: SCALE_HEIGHT, containLabel: true },
      tooltip: {
        ...tooltip(scheme),
        formatter: ({ data: [hour, weekday, value] }: { data: [number, number, number] }) =>
          tooltipHtml(`${data.weekdays[weekday] ?? ''} ${data.formatHour(hour)}`, [
            { label: data.valueName, value: data.formatValue(value) },
          ]),
      },
      visualMap: heatScale(
        scheme,
        known.reduce((a, b) => Math.max(a, b), 0),
        data.formatTick,
      ),
      xAxis: {
        type: 'category',
        data: Array.from({ length: 24 }, (_, hour) => String(hour)),
        axisLabel: { ...axisLabel(scheme), interval: width < 520 ? 2 : 0 },
        axisTick: { show: false },
        axisLine: { show: false },
        splitArea: { show: false },
      },
      yAxis: {
        type: 'category',
        data: data.weekdays,
        inverse: true,
        axisLabel: axisLabel(scheme),
        axisTick: { show: false },
        axisLine: { show: false },
      },
      series: [
        {
          type: 'heatmap',
          itemStyle: { borderColor: colours.card, borderWidth: 2 },
          emphasis: { itemStyle: { borderColor: colours.ink, borderWidth: 1.5 } },
          data: data.profile.flatMap((row, day) =>
            row.flatMap((value, hour) => (value === null ? [] : [[hour, day, value]])),
          ),
        },
      ],
    };
  };
