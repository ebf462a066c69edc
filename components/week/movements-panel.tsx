'use client';
import { Anchor, Text } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useReasonWords } from '@/components/reasons/use-reason-words';
import { useFormats } from '@/components/ui/use-formats';
import { MOVEMENTS, type NamedCeleb, type WeekDetail } from '@/lib/contracts/weeks';
import type { BriefLinks } from './links';
import { Panel } from './panel';
import classes from './week.module.css';

interface Props {
  readonly week: WeekDetail;
  readonly links: BriefLinks | null;
}

/** Who came into the priority group, got worse in it, and left it. */
export function MovementsPanel({ week, links }: Props) {
  const t = useTranslations('week');
  const f = useFormats();
  const { movements } = week.content;
  return (
    <Panel title={t('movements.title')}>
      {movements === null ? (
        <Text size="sm" c="dimmed">
          {t('movements.first')}
        </Text>
      ) : (
        MOVEMENTS.map((name) => {
          const { count, celebs } = movements[name];
          return (
            <div key={name} data-movement={name}>
              <Text size="sm" fw={650}>
                {t(`movements.${name}`)} <span className={classes.count}>{f.integer(count)}</span>
              </Text>
              {celebs.length === 0 ? (
                <Text size="xs" c="dimmed">
                  {t('movements.nobody')}
                </Text>
              ) : (
                <ul className={classes.names}>
                  {celebs.map((celeb) => (
                    <Named key={celeb.celebId} celeb={celeb} links={links} />
                  ))}
                </ul>
              )}
            </div>
          );
        })
      )}
    </Panel>
  );
}

function Named({ celeb, links }: { readonly celeb: NamedCeleb } & Pick<Props, 'links'>) {
  const t = useTranslations('week');
  const f = useFormats();
  const words = useReasonWords();
  const { celebId, churn, reason } = celeb;
  const name = celeb.name ?? celebId;
  return (
    <li className={classes.named}>
      <span className={classes.name}>
        {links ? (
          <Anchor component={Link} href={links.celeb(celebId)} inherit>
            {name}
          </Anchor>
        ) : (
          name
        )}
      </span>
      <span className={classes.reason}>{reason ? words.short(reason) : ''}</span>
      <span className={classes.number} title={t('movements.churn')}>
        {f.percent(Math.round(churn * 100) / 100)}
      </span>
    </li>
  );
}
