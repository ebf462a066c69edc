'use client';
import {
  ActionIcon,
  AppShell,
  Burger,
  Drawer,
  Group,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKeyboard, IconMoon, IconSun } from '@tabler/icons-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LanguageSwitch, useLanguageSwitch } from './language-switch';
import { Brand, Navigation } from './navigation';
import { PAGES } from './pages';
import { RunningJobs } from './running-jobs';
import classes from './shell.module.css';
import { ACTION_KEYS, ShortcutsDialog } from './shortcuts-dialog';
import { useRefresh } from './use-refresh';
import { useShortcuts } from './use-shortcuts';
import { VersionPicker } from './version-picker';

/** Puts the keyboard into the page's first search box. */
const focusSearch = () =>
  (
    document.querySelector<HTMLElement>('main [role="search"] input') ??
    document.querySelector<HTMLElement>('main input')
  )?.focus();

/** The frame around every page: navigation, version, running jobs, language, theme and shortcuts. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const [menu, menuToggle] = useDisclosure(false);
  const [help, helpToggle] = useDisclosure(false);
  const router = useRouter();
  const version = useSearchParams().get('version');
  const target = (href: string) =>
    version ? `${href}?version=${encodeURIComponent(version)}` : href;
  useRefresh();
  const { change: changeLanguage } = useLanguageSwitch();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: true });
  const changeScheme = () => setColorScheme(scheme === 'dark' ? 'light' : 'dark');
  const shortcuts = useShortcuts({
    ...Object.fromEntries(
      PAGES.map(({ href, letter }) => [`g ${letter}`, () => router.push(target(href))]),
    ),
    [ACTION_KEYS.search]: focusSearch,
    [ACTION_KEYS.language]: changeLanguage,
    [ACTION_KEYS.theme]: changeScheme,
    [ACTION_KEYS.help]: helpToggle.open,
  });
  const themeLabel = t(scheme === 'dark' ? 'toLight' : 'toDark');
  return (
    <AppShell
      layout="alt"
      header={{ height: 56 }}
      navbar={{ width: 212, breakpoint: 'sm', collapsed: { mobile: true } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px={{ base: 'sm', sm: 'lg' }} justify="space-between" wrap="nowrap" gap={8}>
          <Group gap={8} wrap="nowrap" flex={1} miw={0}>
            <Burger
              opened={menu}
              onClick={menuToggle.open}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('menu')}
              aria-expanded={menu}
            />
            <VersionPicker />
          </Group>
          <Group gap={6} wrap="nowrap">
            <RunningJobs href={target('/data')} />
            <LanguageSwitch />
            <Tooltip label={themeLabel}>
              <ActionIcon
                variant="default"
                size={34}
                aria-label={themeLabel}
                onClick={changeScheme}
              >
                {scheme === 'dark' ? (
                  <IconSun size={18} stroke={1.7} aria-hidden />
                ) : (
                  <IconMoon size={18} stroke={1.7} aria-hidden />
                )}
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t('shortcuts')}>
              <ActionIcon
                variant="default"
                size={34}
                aria-label={t('shortcuts')}
                onClick={helpToggle.open}
                visibleFrom="sm"
              >
                <IconKeyboard size={18} stroke={1.7} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        className={`house ${classes.house} ${classes.navbar}`}
        aria-label={t('navigation')}
        visibleFrom="sm"
      >
        <Brand />
        <Navigation target={target} />
      </AppShell.Navbar>
      <Drawer
        opened={menu}
        onClose={menuToggle.close}
        size={264}
        hiddenFrom="sm"
        title={<Brand onNavigate={menuToggle.close} />}
        closeButtonProps={{ 'aria-label': t('close'), className: classes.close }}
        classNames={{ content: `house ${classes.house}`, header: classes.house }}
        styles={{ header: { padding: '0 8px 0 0', minHeight: 56 }, body: { padding: 0 } }}
      >
        <nav aria-label={t('navigation')}>
          <Navigation target={target} onNavigate={menuToggle.close} />
        </nav>
      </Drawer>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <div className={classes.content}>{children}</div>
      </AppShell.Main>
      <ShortcutsDialog
        opened={help}
        onClose={helpToggle.close}
        enabled={shortcuts.enabled}
        onEnabled={shortcuts.setEnabled}
      />
    </AppShell>
  );
}
