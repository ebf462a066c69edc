'use client';
import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats, useTime } from '@/components/ui/use-formats';
import { WEEK_FIGURES, type WeekDetail } from '@/lib/contracts/weeks';
import { FigureTile } from './figure-tile';
import type { BriefLinks } from './links';
import { MovementsPanel } from './movements-panel';
import { GradePanel, HealthPanel } from './trust-panels';
import { useBriefText } from './use-brief-text';
import classes from './week.module.css';
import { DriversPanel, WorkPanel } from './why-panel';

interface Props {
  readonly week: WeekDetail;
  /** Null for readers who may see nothing but the brief. */
  readonly links: BriefLinks | null;
}

/**
 * A week on one screen, and on one page when printed: how are we doing, what changed, whom do we lose, what did we do,
 * can I trust this.
 */
export function Brief({ week, links }: Props) {
  const t = useTranslations('week');
  const f = useFormats();
  const timeOf = useTime();
  const text = useBriefText(week);
  const { figures, policy } = week.content;
  return (
    <div className={classes.brief}>
      <Text className={classes.text}>{text}</Text>
      <section className={classes.tiles} aria-label={t('figuresTitle')}>
        {WEEK_FIGURES.map((figure) => (
          <FigureTile
            key={figure}
            figure={figure}
            weeks={figures[figure].weeks}
            href={links?.figure(figure) ?? null}
          />
        ))}
      </section>
      <div className={classes.panels}>
        <MovementsPanel week={week} links={links} />
        <div className={classes.column}>
          <DriversPanel week={week} links={links} />
          <WorkPanel week={week} links={links} />
        </div>
        <div className={classes.column}>
          <GradePanel week={week} />
          <HealthPanel week={week} links={links} />
        </div>
      </div>
      <Text size="xs" c="dimmed" className={classes.foot}>
        {t('frozen', {
          time: timeOf(week.createdAt),
          policy: policy.name ?? t('defaultPolicy'),
          threshold: policy.threshold === null ? '–' : f.score(policy.threshold),
          fingerprint: week.fingerprint.slice(0, 12),
        })}
      </Text>
    </div>
  );
}
