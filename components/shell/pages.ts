import {
  IconBrain,
  IconCalendarWeek,
  IconChartLine,
  IconDatabase,
  IconSettings,
  IconSitemap,
  IconStars,
  IconTriangle,
  IconUsers,
  IconZoomQuestion,
} from '@tabler/icons-react';

/** The navigation: only pages that work. `key` names the label (`shell.pages.<key>`) and the shortcut `g <letter>`. */
export const PAGES = [
  { href: '/', key: 'week', icon: IconCalendarWeek, letter: 'h' },
  { href: '/celebs', key: 'celebs', icon: IconUsers, letter: 'w' },
  { href: '/segments', key: 'segments', icon: IconStars, letter: 'r' },
  { href: '/explore/series', key: 'series', icon: IconChartLine, letter: 's' },
  { href: '/explore/process', key: 'process', icon: IconSitemap, letter: 'p' },
  { href: '/explore/cohorts', key: 'cohorts', icon: IconTriangle, letter: 'c' },
  { href: '/models', key: 'models', icon: IconBrain, letter: 'm' },
  { href: '/explain', key: 'explain', icon: IconZoomQuestion, letter: 'e' },
  { href: '/data', key: 'data', icon: IconDatabase, letter: 'd' },
  { href: '/settings', key: 'settings', icon: IconSettings, letter: 'x' },
] as const;
