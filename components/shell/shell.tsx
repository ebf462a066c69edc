'use client';
import {
  ActionIcon,
  AppShell,
  Badge,
  Burger,
  Group,
  Modal,
  NavLink,
  Select,
  Table,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconChartLine, IconDatabase, IconKeyboard, IconMoon, IconSun } from '@tabler/icons-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LOCALE_COOKIE } from '@/lib/client/locale';
import { useJobs } from './use-jobs';
import { useVersion } from './use-version';

const PAGES = [
  { href: '/explore/series', key: 'series', icon: IconChartLine },
  { href: '/data', key: 'data', icon: IconDatabase },
] as const;

const SHORTCUTS = ['mod+1', 'mod+2', 'mod+J', '?'] as const;

export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const [menu, menuToggle] = useDisclosure(false);
  const [help, helpToggle] = useDisclosure(false);
  const path = usePathname();
  const router = useRouter();
  const search = useSearchParams().toString();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: true });
  const otherScheme = scheme === 'dark' ? 'light' : 'dark';
  const version = useSearchParams().get('version');
  const target = (href: string) => (version ? `${href}?version=${version}` : href);
  useHotkeys([
    ['mod+1', () => router.push(target(PAGES[0].href))],
    ['mod+2', () => router.push(target(PAGES[1].href))],
    ['mod+J', () => setColorScheme(otherScheme)],
    ['shift+?', helpToggle.toggle],
  ]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !menu } }}
      padding="md"
    >
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={menu}
              onClick={menuToggle.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('menu')}
            />
            <Link
              href="/"
              style={{ textDecoration: 'none', color: 'inherit' }}
              aria-label="Stagelight"
            >
              <Group gap={8} wrap="nowrap">
                {/* biome-ignore lint/performance/noImgElement: a tiny static SVG needs no optimiser */}
                <img src="/logo.svg" alt="" width={28} height={28} />
                <Text fw={700} visibleFrom="sm">
                  Stagelight
                </Text>
              </Group>
            </Link>
          </Group>
          <Group gap={6} wrap="nowrap">
            <VersionPicker />
            <RunningJobs />
            <LanguageSwitch path={path} search={search} />
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t(scheme === 'dark' ? 'toLight' : 'toDark')}
              onClick={() => setColorScheme(otherScheme)}
            >
              {scheme === 'dark' ? (
                <IconSun size={18} aria-hidden />
              ) : (
                <IconMoon size={18} aria-hidden />
              )}
            </ActionIcon>
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('shortcuts')}
              onClick={helpToggle.open}
              visibleFrom="sm"
            >
              <IconKeyboard size={18} aria-hidden />
            </ActionIcon>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t('navigation')}>
        {PAGES.map((page) => (
          <NavLink
            key={page.href}
            component={Link}
            href={target(page.href)}
            label={t(`pages.${page.key}`)}
            active={path.startsWith(page.href)}
            leftSection={<page.icon size={18} aria-hidden />}
            onClick={menuToggle.close}
            variant="filled"
            mb={4}
            style={{ borderRadius: 8 }}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main">{children}</AppShell.Main>
      <Modal opened={help} onClose={helpToggle.close} title={t('shortcuts')}>
        <Table>
          <Table.Tbody>
            {SHORTCUTS.map((key) => (
              <Table.Tr key={key}>
                <Table.Td>
                  <kbd>{key.replace('mod', 'Ctrl')}</kbd>
                </Table.Td>
                <Table.Td>
                  {t(
                    `keys.${key === '?' ? 'help' : key === 'mod+J' ? 'theme' : key === 'mod+1' ? 'first' : 'second'}`,
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </AppShell>
  );
}

function LanguageSwitch({ path, search }: { path: string; search: string }) {
  const t = useTranslations('shell');
  const locale = useLocale();
  const router = useRouter();
  const other = locale === 'ko' ? 'en' : 'ko';
  const change = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `${LOCALE_COOKIE}=${other}; path=/; max-age=31536000; samesite=lax`;
    router.replace(`${path}${search ? `?${search}` : ''}`, { scroll: false });
    router.refresh();
  };
  return (
    <ActionIcon
      variant="default"
      size="lg"
      onClick={change}
      aria-label={t('language')}
      lang={other}
    >
      <Text size="xs" fw={700}>
        {other === 'ko' ? '한' : 'EN'}
      </Text>
    </ActionIcon>
  );
}

function VersionPicker() {
  const t = useTranslations('shell');
  const { datasets, version, setVersion } = useVersion();
  if (datasets.length === 0) return null;
  const data = datasets.map((d) => ({
    group: d.name,
    items: d.versions.map((v) => ({ value: v.id, label: `${d.name} · v${v.number}` })),
  }));
  return (
    <Select
      size="xs"
      w={{ base: 118, sm: 220 }}
      aria-label={t('version')}
      data={data}
      value={version?.id ?? null}
      onChange={(id) => id && setVersion(id)}
      allowDeselect={false}
      checkIconPosition="right"
    />
  );
}

function RunningJobs() {
  const t = useTranslations('shell');
  const { open } = useJobs();
  if (open.length === 0) return null;
  return (
    <Badge component={Link} href="/data" variant="light" style={{ cursor: 'pointer' }}>
      {t('running', { count: open.length })}
    </Badge>
  );
}
