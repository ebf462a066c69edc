'use client';
import { Stack } from '@mantine/core';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { PAGES } from './pages';
import classes from './shell.module.css';

export function Brand({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <Link href="/" className={classes.brand} onClick={onNavigate}>
      {/* biome-ignore lint/performance/noImgElement: a tiny static SVG needs no optimiser */}
      <img src="/logo.svg" alt="" width={28} height={28} />
      Stagelight
    </Link>
  );
}

/** The pages' links; `target` keeps the chosen version in each. */
export function Navigation({
  target,
  onNavigate,
}: {
  target: (href: string) => string;
  onNavigate?: () => void;
}) {
  const t = useTranslations('shell');
  const path = usePathname();
  return (
    <Stack gap={4} px={12} py={8}>
      {PAGES.map(({ href, key, icon: Icon }) => (
        <Link
          key={href}
          href={target(href)}
          className={classes.page}
          aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
          onClick={onNavigate}
        >
          <Icon size={19} stroke={1.7} aria-hidden />
          {t(`pages.${key}`)}
        </Link>
      ))}
    </Stack>
  );
}
