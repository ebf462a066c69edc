import { createTheme, type MantineColorsTuple } from '@mantine/core';
import { NEUTRAL } from './colours';

/** Night blue: the dark house before the show. Carries text, buttons and the navigation. */
const night: MantineColorsTuple = [
  '#eef3fa',
  '#dbe5f2',
  '#b5cae5',
  '#8cafd9',
  '#6a98ce',
  '#5589c8',
  '#4a82c6',
  '#3b6fb0',
  '#22478b',
  '#12305f',
];
/** Spotlight amber: the one accent, for what is selected; only with dark text on it. */
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
/** Dark scheme: blue-black grounds in the tone of the navigation instead of neutral grey. */
const dark: MantineColorsTuple = [
  NEUTRAL.dark.ink,
  '#c5cedb',
  NEUTRAL.dark.soft,
  '#6b788a',
  NEUTRAL.dark.line,
  '#222c39',
  NEUTRAL.dark.card,
  '#10161f',
  '#0b1018',
  '#070b11',
];

/** Latin from Inter, Hangul from Noto Sans KR (both bundled, OFL 1.1); the system's fonts while they load. */
export const FONT =
  "'Inter Variable', 'Noto Sans KR Variable', -apple-system, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', 'Segoe UI', sans-serif";

/** Type scale: 12 notes, 13 tables and controls, 14 text, 16 card titles, 22 page titles, 26 key figures. */
export const theme = createTheme({
  primaryColor: 'night',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  colors: { night, amber, dark },
  black: NEUTRAL.light.ink,
  fontFamily: FONT,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Noto Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.55', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '1.3' },
      h2: { fontSize: '16px', lineHeight: '1.35' },
      h3: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  defaultRadius: 'md',
  components: {
    Card: { defaultProps: { withBorder: true, padding: 'md' } },
    // Their <header> would count as a second banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
});
