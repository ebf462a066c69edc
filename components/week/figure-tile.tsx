'use client';
import { Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Sparkline } from '@/components/ui/sparkline';
import { useFormats } from '@/components/ui/use-formats';
import { MORE_IS_GOOD, type WeekFigure } from '@/lib/contracts/weeks';
import { lastChange } from '@/lib/domain/weekly/brief-sentences';
import classes from './week.module.css';

interface Props {
  readonly figure: WeekFigure;
  readonly weeks: readonly (number | null)[];
  /** To the rows behind it; null where a reader has no way to them. */
  readonly href: string | null;
}

/** One number of the week: its change against the week before, and its line over eight weeks. */
export function FigureTile({ figure, weeks, href }: Props) {
  const t = useTranslations('week');
  const f = useFormats();
  const now = weeks.at(-1) ?? null;
  const before = weeks.at(-2) ?? null;
  const label = t(`figures.${figure}.label`);
  const shown = (value: number | null) =>
    value === null ? '–' : value >= 100_000 ? f.compact(value) : f.integer(value);
  return (
    <div className={classes.tile} data-figure={figure}>
      <Text size="xs" c="dimmed" title={t(`figures.${figure}.help`)}>
        {href === null ? (
          label
        ) : (
          <Link href={href} className={classes.tileLink}>
            {label}
          </Link>
        )}
      </Text>
      <div className={classes.tileRow}>
        <span className={classes.value}>{shown(now)}</span>
        <span className={classes.line}>
          <Sparkline
            values={weeks}
            width={72}
            label={t('line', { figure: label, values: weeks.map(shown).join(', ') })}
          />
        </span>
      </div>
      <Change figure={figure} now={now} before={before} />
    </div>
  );
}

interface ChangeProps {
  readonly figure: WeekFigure;
  readonly now: number | null;
  readonly before: number | null;
}

function Change({ figure, now, before }: ChangeProps) {
  const t = useTranslations('week');
  const f = useFormats();
  if (now === null || before === null)
    return (
      <Text size="xs" c="dimmed">
        {t('noBefore')}
      </Text>
    );
  const difference = Math.round(now) - Math.round(before);
  const share = lastChange([before, now]);
  const isGood = difference > 0 === MORE_IS_GOOD[figure];
  const Icon =
    difference === 0 ? IconMinus : difference > 0 ? IconArrowUpRight : IconArrowDownRight;
  return (
    <Text
      size="xs"
      fw={600}
      className={classes.change}
      c={difference === 0 ? 'dimmed' : isGood ? 'teal' : 'red'}
      title={t('before', { value: f.integer(before) })}
    >
      <Icon size={14} aria-hidden />
      {t('change', {
        difference: Math.abs(difference) >= 100_000 ? f.compact(difference) : f.signed(difference),
        share: share === null ? '' : f.signedPercent(share),
        hasShare: share === null ? 'no' : 'yes',
      })}
    </Text>
  );
}
