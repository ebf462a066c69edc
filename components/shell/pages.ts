import { IconChartLine, IconDatabase } from '@tabler/icons-react';

/** The navigation: only pages that work. `key` names the label (`shell.pages.<key>`) and the shortcut `g <letter>`. */
export const PAGES = [
  { href: '/explore/series', key: 'series', icon: IconChartLine, letter: 's' },
  { href: '/data', key: 'data', icon: IconDatabase, letter: 'd' },
] as const;
