'use client';
import { Button, Card, Grid, Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { EmptyState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import type { Series } from '@/lib/contracts/series';
import { type Analysis, analyseSeries } from '@/lib/domain/series/analyse';
import type { DecompositionMethod } from '@/lib/domain/series/decompose';
import { insideSpan } from '@/lib/domain/series/span';
import { markMissing } from '@/lib/domain/series/summary';
import { MissingDays } from '../missing-days';
import { useOpenDay, useSplit } from '../use-split';
import { AnomaliesCard } from './anomalies-card';
import { CarriersDrawer } from './carriers-drawer';
import { PanelsCard } from './panels-card';
import { ProfileCard } from './profile-card';
import { StrengthFacts } from './strength-facts';

/** Of the profile and the list beside it. */
const HEIGHT = 300;
/** By how much the list's head is higher than the picture's. */
const LIST_HEAD = 17;
/** Days named in a sentence. */
const NAMED = 3;

interface Props {
  readonly series: Series;
  readonly scopeName: string;
  readonly asked: Readonly<Record<string, string | undefined>>;
  readonly celebHref: (celebId: string) => string;
}

/**
 * The selected series split into trend, season and residual.
 *
 * Computed here and not on the server: the page has the series already and a split takes a few milliseconds, so another
 * method, cycle or threshold shows at once and nothing is fetched, dimmed or moved. Programs ask
 * `/api/v1/series/decomposition`, which calls the same function.
 */
export function DecompositionView({ series, scopeName, asked, celebHref }: Props) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  const [split, setSplit] = useSplit();
  const [day, setDay] = useOpenDay();
  const { method, period, threshold, direction } = split;
  const inside = useMemo(() => insideSpan(series), [series]);
  const found = useMemo(
    () =>
      analyseSeries(inside.days, markMissing(inside.days, inside.values, inside.missingDays), {
        method,
        period,
        threshold,
        direction,
      }),
    [inside, method, period, threshold, direction],
  );
  const open = useCallback((next: string) => void setDay(next), [setDay]);
  const { days, missingDays, metric } = inside;
  const fileName = `${metric}-${days[0]}-${days.at(-1)}`;
  return (
    <Stack gap="md">
      <MissingDays days={missingDays} note={t('missingNote')} />
      {days.length < series.days.length && days[0] !== undefined ? (
        <Text size="sm" c="dimmed">
          {t('spanNote', { day: f.day(days[0]) })}
        </Text>
      ) : null}
      {found.kind === 'parts' ? (
        <>
          <StrengthFacts parts={found.parts} profile={found.profile} period={period} />
          {found.caveats.map((caveat) => (
            <Text key={caveat} size="sm" role="note">
              {t(`caveats.${caveat}`)}
            </Text>
          ))}
          <PanelsCard
            series={inside}
            found={found}
            split={split}
            scopeName={scopeName}
            fileName={fileName}
          />
          <Grid gap="md">
            <Grid.Col span={{ base: 12, lg: 7 }}>
              <AnomaliesCard
                days={days}
                anomalies={found.anomalies}
                split={split}
                height={HEIGHT}
                fileName={fileName}
                onOpen={open}
              />
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 5 }}>
              <ProfileCard
                profile={found.profile}
                period={period}
                ratio={method === 'multiplicative'}
                height={HEIGHT + LIST_HEAD}
                fileName={fileName}
              />
            </Grid.Col>
          </Grid>
        </>
      ) : (
        <NoSplit
          found={found}
          days={days}
          period={period}
          onMethod={(next) => void setSplit({ method: next })}
        />
      )}
      <CarriersDrawer
        metric={metric}
        asked={asked}
        day={day}
        onClose={() => void setDay(null)}
        celebHref={celebHref}
      />
    </Stack>
  );
}

/** Why there is nothing to show, and what to choose instead. */
function NoSplit({
  found,
  days,
  period,
  onMethod,
}: {
  found: Exclude<Analysis, { kind: 'parts' }>;
  days: readonly string[];
  period: number;
  onMethod: (method: DecompositionMethod) => void;
}) {
  const t = useTranslations('decomposition');
  const f = useFormats();
  if (found.kind === 'too-short') {
    const { observed, needed } = found;
    return (
      <Card>
        <EmptyState title={t('tooShort')}>
          {t('tooShortHint', { observed, needed, period })}
        </EmptyState>
      </Card>
    );
  }
  if (found.kind === 'constant')
    return (
      <Card>
        <EmptyState
          title={
            found.value === 0 ? t('constantZero') : t('constant', { value: f.decimal(found.value) })
          }
        >
          {t('constantHint')}
        </EmptyState>
      </Card>
    );
  const named = found.indices
    .slice(0, NAMED)
    .map((i) => f.day(days[i] ?? ''))
    .join(', ');
  const more = found.indices.length - NAMED;
  return (
    <Card>
      <EmptyState
        title={t('notPositive')}
        action={
          <Group gap="xs" justify="center">
            {(['additive', 'stl-robust'] as const).map((method) => (
              <Button key={method} variant="default" onClick={() => onMethod(method)}>
                {t('use', { method: t(`methods.${method}`) })}
              </Button>
            ))}
          </Group>
        }
      >
        {t('notPositiveHint', {
          count: found.indices.length,
          days: more > 0 ? t('notPositiveMore', { days: named, count: more }) : named,
        })}
      </EmptyState>
    </Card>
  );
}
