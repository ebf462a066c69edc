'use client';
import {
  Button,
  Card,
  Grid,
  Group,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { WhenIdle } from '@/components/ui/when-idle';
import { TARGETS } from '@/lib/contracts/models';
import type { TabProps } from '../props';
import { useExplainFilter } from '../use-explain-filter';
import { CommonCard } from './common-card';
import { DriftCard } from './drift-card';
import { GroupsCard } from './groups-card';
import { ImportanceCard } from './importance-card';
import { PointCards } from './point-cards';
import { useDriverWords } from './use-driver-words';
import { MEASURES, useDriversFilter } from './use-drivers-filter';

/** Bars before all are asked for. */
const TOP = 15;

/** What drives the predictions: importance, beeswarm, dependence, common drivers, drift. */
export function DriversTab({ explanation, part, version }: TabProps) {
  const t = useTranslations('drivers');
  const words = useDriverWords();
  const [filter, setFilter] = useDriversFilter();
  const [, setExplain] = useExplainFilter();
  const { parts } = explanation;
  const driver =
    part.features.find(({ name }) => name === filter.driver) ?? part.features[0] ?? null;
  const choose = (feature: string) => {
    const name = feature === part.features[0]?.name ? '' : feature;
    // What is in view already is no choice: Back would undo nothing.
    if (name === filter.driver && filter.colour === '' && filter.axis === null) return;
    void setFilter({ driver: name || null, colour: null, axis: null });
  };
  /** A series stands for its strongest feature, of the target whose chart it was chosen in. */
  const chooseSeries = (series: string, of = part) => {
    const feature = of.features.find((one) => one.series === series);
    if (!feature) return;
    if (of.target !== part.target) void setExplain({ target: of.target });
    if (of.target === part.target) choose(feature.name);
    else void setFilter({ driver: feature.name, colour: null, axis: null });
  };
  const shown = TARGETS.flatMap((target) => parts.find((one) => one.target === target) ?? []);
  const most = shown.reduce((n, { series }) => Math.max(n, series.length), 0);
  const [churn, sticker] = TARGETS.map((target) => shown.find((one) => one.target === target));
  const missing = TARGETS.find((target) => !shown.some((one) => one.target === target));
  return (
    <Stack gap="md">
      <Group gap="sm">
        <SegmentedControl
          aria-label={t('importance.measure')}
          value={filter.measure}
          onChange={(value) =>
            void setFilter({ measure: MEASURES.find((x) => x === value) ?? null })
          }
          data={MEASURES.map((value) => ({ value, label: t(`importance.measures.${value}`) }))}
        />
        {most > TOP ? (
          <Button
            variant="default"
            onClick={() => void setFilter({ all: filter.all ? null : true })}
          >
            {filter.all
              ? t('importance.top', { count: TOP })
              : t('importance.all', { count: most })}
          </Button>
        ) : null}
      </Group>
      <SimpleGrid cols={{ base: 1, lg: shown.length }} spacing="md">
        {shown.map((one) => (
          // A boundary of its own is made interactive in a task of its own.
          <Suspense key={one.target}>
            <ImportanceCard
              part={one}
              measure={filter.measure}
              bars={filter.all ? one.series.length : TOP}
              words={words}
              chosen={one.target === part.target ? (driver?.series ?? '') : ''}
              onChoose={(series) => chooseSeries(series, one)}
            />
          </Suspense>
        ))}
      </SimpleGrid>
      {missing ? (
        <Text size="sm" c="dimmed">
          {t('importance.missing', { target: t(`importance.targets.${missing}`) })}
        </Text>
      ) : null}
      {/* What lies below the first screen comes when the rest can be used. */}
      {driver ? (
        <WhenIdle>
          <PointCards
            explanation={explanation}
            part={part}
            version={version}
            driver={driver}
            onDriver={choose}
            words={words}
          />
        </WhenIdle>
      ) : null}
      <WhenIdle>
        <Grid gap="md">
          <Grid.Col span={{ base: 12, lg: 7 }}>
            {churn && sticker ? (
              <CommonCard churn={churn} sticker={sticker} words={words} onChoose={chooseSeries} />
            ) : (
              <Card component="section" aria-label={t('common.title')}>
                <Title order={2}>{t('common.title')}</Title>
                <Text size="sm" c="dimmed" mt="xs">
                  {t('common.oneTarget')}
                </Text>
              </Card>
            )}
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 5 }}>
            <GroupsCard parts={shown} words={words} />
          </Grid.Col>
        </Grid>
      </WhenIdle>
      <WhenIdle>
        <DriftCard
          part={part}
          words={words}
          chosen={filter.drift}
          onChoose={(drift) => void setFilter({ drift: drift.length === 0 ? null : drift })}
          relative={filter.relative}
          onRelative={(relative) => void setFilter({ relative: relative || null })}
        />
      </WhenIdle>
    </Stack>
  );
}
