'use client';
import { Anchor, Text } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useFeatureNames } from '@/components/explain/use-feature-names';
import { useFormats } from '@/components/ui/use-formats';
import type { WeekDetail } from '@/lib/contracts/weeks';
import { ACTION_KINDS } from '@/lib/contracts/work';
import type { BriefLinks } from './links';
import { Panel } from './panel';
import classes from './week.module.css';

interface Props {
  readonly week: WeekDetail;
  readonly links: BriefLinks | null;
}

/** What raises the risk of the priority group. */
export function DriversPanel({ week, links }: Props) {
  const t = useTranslations('week.drivers');
  const f = useFormats();
  const names = useFeatureNames();
  const { drivers } = week.content;
  return (
    <Panel title={t('title')} hint={t('hint')}>
      {drivers.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('none')}{' '}
          {links ? (
            <Anchor component={Link} href={links.explain} inherit>
              {t('explain')}
            </Anchor>
          ) : null}
        </Text>
      ) : (
        <ol className={classes.bars}>
          {drivers.map(({ feature, share }) => (
            <li key={feature}>
              <span className={classes.barName}>{names.feature(feature)}</span>
              <span className={classes.number}>{f.percent(Math.round(share * 100) / 100)}</span>
              <span className={classes.bar} style={{ width: `${100 * share}%` }} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** What was done about the scores of the week. */
export function WorkPanel({ week, links }: Props) {
  const t = useTranslations('week.work');
  const w = useTranslations('week.work.kinds');
  const { actions, contacted, rounds } = week.content.work;
  const done = ACTION_KINDS.filter((kind) => actions[kind] > 0);
  return (
    <Panel title={t('title')}>
      <Text size="sm">
        {contacted === 0
          ? t('nothing')
          : t('summary', {
              contacted,
              kinds: done.map((kind) => w(kind, { count: actions[kind] })).join(', '),
            })}{' '}
        {rounds > 0 ? t('rounds', { rounds }) : null}
      </Text>
      {links ? (
        <Text size="sm">
          <Anchor component={Link} href={links.work} inherit>
            {t('open')}
          </Anchor>
        </Text>
      ) : null}
    </Panel>
  );
}
