'use client';
import { Card, Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { getJson, queryString } from '@/lib/client/api';
import {
  celebOptionsSchema,
  FIXED_METRICS,
  SERIES_SCOPES,
  type SeriesOptions,
} from '@/lib/contracts/series';
import { useMetricLabel } from './metric-label';
import type { SeriesFilterState, SetSeriesFilter } from './use-series-filter';

interface Props {
  readonly version: string;
  readonly options: SeriesOptions;
  readonly filter: SeriesFilterState;
  readonly setFilter: SetSeriesFilter;
}

export function SeriesFilter({ version, options, filter, setFilter }: Props) {
  const t = useTranslations('series');
  const label = useMetricLabel();
  const fixed = options.metrics.filter((m) => FIXED_METRICS.some((x) => x === m));
  const side = (prefix: string) =>
    options.metrics.filter((m) => m.startsWith(prefix) && !fixed.includes(m));
  const items = (names: string[]) => names.map((value) => ({ value, label: label(value) }));
  const values = options.attributes.find((a) => a.name === filter.attribute)?.values ?? [];
  return (
    <Card withBorder padding="sm" role="search" aria-label={t('filter')}>
      <Group align="flex-end" gap="sm">
        <Select
          label={t('metric')}
          searchable
          allowDeselect={false}
          value={filter.metric}
          onChange={(metric) => metric && void setFilter({ metric })}
          data={[
            { group: t('groupTotals'), items: items(fixed) },
            { group: t('groupOwn'), items: items(side('own_')) },
            { group: t('groupFan'), items: items(side('fan_')) },
          ]}
          w={230}
        />
        <SegmentedControl
          aria-label={t('scope')}
          value={filter.scope}
          onChange={(scope) =>
            void setFilter({ scope: SERIES_SCOPES.find((s) => s === scope) ?? 'platform' })
          }
          data={SERIES_SCOPES.map((value) => ({ value, label: t(`scopes.${value}`) }))}
        />
        {filter.scope === 'group' ? (
          <>
            <Select
              label={t('attribute')}
              data={options.attributes.map((a) => a.name)}
              value={filter.attribute || null}
              onChange={(attribute) => void setFilter({ attribute: attribute ?? '', value: '' })}
              w={140}
            />
            <Select
              label={t('value')}
              data={values}
              value={filter.value || null}
              onChange={(value) => void setFilter({ value: value ?? '' })}
              disabled={values.length === 0}
              w={140}
            />
          </>
        ) : null}
        {filter.scope === 'celeb' ? (
          <CelebSelect
            version={version}
            value={filter.celeb}
            onChange={(celeb) => void setFilter({ celeb })}
          />
        ) : null}
        <TextInput
          type="date"
          label={t('from')}
          min={options.firstDay}
          max={options.lastDay}
          value={filter.from || options.firstDay}
          onChange={(e) => void setFilter({ from: inside(e.currentTarget.value, options) })}
        />
        <TextInput
          type="date"
          label={t('to')}
          min={options.firstDay}
          max={options.lastDay}
          value={filter.to || options.lastDay}
          onChange={(e) => void setFilter({ to: inside(e.currentTarget.value, options) })}
        />
      </Group>
    </Card>
  );
}

/** A day outside the data (half-typed years) is no filter. */
const inside = (day: string, { firstDay, lastDay }: SeriesOptions): string =>
  day >= firstDay && day <= lastDay ? day : '';

function CelebSelect({
  version,
  value,
  onChange,
}: {
  version: string;
  value: string;
  onChange: (id: string) => void;
}) {
  const t = useTranslations('series');
  const [search, setSearch] = useState('');
  const [wanted] = useDebouncedValue(search, 200);
  const celebs = useQuery({
    queryKey: ['celebs', version, wanted],
    queryFn: ({ signal }) =>
      getJson(
        `/celebs?${queryString({ version, search: wanted, limit: '50' })}`,
        celebOptionsSchema,
        signal,
      ),
    placeholderData: keepPreviousData,
  });
  const rows = celebs.data?.rows ?? [];
  const data = rows.map((c) => ({ value: c.id, label: c.name ? `${c.name} (${c.id})` : c.id }));
  if (value && !data.some((d) => d.value === value)) data.unshift({ value, label: value });
  return (
    <Select
      label={t('celeb')}
      searchable
      data={data}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      nothingFoundMessage={t('noCeleb')}
      placeholder={t('searchCeleb')}
      w={240}
    />
  );
}
