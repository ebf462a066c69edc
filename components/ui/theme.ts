import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Night blue: the dark house before the show. */
const night: MantineColorsTuple = [
  '#eef4fb',
  '#dae6f4',
  '#b2cbe7',
  '#87aedb',
  '#6495d1',
  '#4d85cb',
  '#3f7cc9',
  '#2f6ab2',
  '#235d9f',
  '#124a83',
];
/** Spotlight amber: the accent, always with dark text on it. */
const amber: MantineColorsTuple = [
  '#fff8e1',
  '#ffefcc',
  '#ffdd9b',
  '#ffca64',
  '#ffba38',
  '#ffb01b',
  '#ffab09',
  '#e39500',
  '#ca8400',
  '#af7100',
];

export const theme = createTheme({
  primaryColor: 'night',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  colors: { night, amber },
  fontFamily:
    "Pretendard, 'Inter', -apple-system, 'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', 'Segoe UI', sans-serif",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
});

/**
 * Colours of charts, safe for the common colour-vision deficiencies (after Okabe and Ito, 2008), with separate steps
 * for dark backgrounds. The order is the order of use.
 */
export const CATEGORICAL = {
  light: ['#235d9f', '#c8500a', '#00795c', '#9c4d86', '#8a6d00', '#3a8fc2'],
  dark: ['#7fb2ea', '#ff9d5c', '#3fc9a3', '#e39bcf', '#e8c547', '#9bd3f5'],
} as const;

/** One hue, monotone in lightness: low to high. */
export const SEQUENTIAL = {
  light: ['#f3f6fa', '#c9dcf0', '#8fb8e0', '#4d8ac6', '#235d9f', '#10305c'],
  dark: ['#1b2430', '#1f3f63', '#2c639b', '#4d8ac6', '#8fbfee', '#e4f1ff'],
} as const;
