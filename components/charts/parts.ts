import { NEUTRAL, type Scheme, SEQUENTIAL } from '@/components/ui/colours';
import { FONT } from '@/components/ui/theme';

/** Pieces that every ECharts option shares, so that all charts look and read alike. */

export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export const textStyle = (scheme: Scheme) => ({ fontFamily: FONT, color: NEUTRAL[scheme].soft });

export const axisLabel = (scheme: Scheme) => ({ color: NEUTRAL[scheme].soft, fontSize: 12 });

export const tooltip = (scheme: Scheme) => ({
  backgroundColor: scheme === 'dark' ? '#0b1018' : '#ffffff',
  borderColor: NEUTRAL[scheme].line,
  borderRadius: 8,
  padding: [8, 12],
  textStyle: { color: NEUTRAL[scheme].ink, fontSize: 13, fontFamily: FONT },
  extraCssText: 'box-shadow: 0 6px 20px rgb(0 0 0 / 16%)',
  confine: true,
});

export interface TooltipLine {
  readonly label: string;
  readonly value: string;
  readonly colour?: string;
}

/** A tooltip's HTML: heading, then one line a value. All text is escaped; event names come from people's files. */
export function tooltipHtml(heading: string, lines: readonly TooltipLine[]): string {
  const line = ({ label, value, colour }: TooltipLine) =>
    `<div style="display:flex;gap:16px;justify-content:space-between;align-items:center"><span>${
      colour
        ? `<span style="display:inline-block;width:10px;height:3px;border-radius:2px;margin-right:7px;vertical-align:middle;background:${colour}"></span>`
        : ''
    }${escapeHtml(label)}</span><b style="font-variant-numeric:tabular-nums">${escapeHtml(value)}</b></div>`;
  return `<div style="font-size:12px;opacity:.75;margin-bottom:3px">${escapeHtml(heading)}</div>${lines.map(line).join('')}`;
}

/** Colour key of a heat map from 0 to `max`; lies in the lower right corner, 22 pixels high. */
export const heatScale = (scheme: Scheme, max: number, format: (value: number) => string) => ({
  type: 'continuous' as const,
  min: 0,
  max: max > 0 ? max : 1,
  calculable: false,
  orient: 'horizontal' as const,
  right: 0,
  bottom: 0,
  itemWidth: 10,
  itemHeight: 110,
  padding: 0,
  text: [format(max > 0 ? max : 1), format(0)],
  textGap: 8,
  textStyle: { ...axisLabel(scheme), fontFamily: FONT },
  inRange: { color: [...SEQUENTIAL[scheme]] },
});
