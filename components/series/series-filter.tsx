'use client';
import { Input, SegmentedControl, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { FilterBar } from '@/components/ui/filter-bar';
import { PeriodSelect } from '@/components/ui/period-select';
import {
  FIXED_METRICS,
  SERIES_SCOPES,
  type SeriesOptions,
  type SeriesScope,
} from '@/lib/contracts/series';
import { CelebSelect } from './celeb-select';
import { useMetricLabel } from './metric-label';
import type { SeriesFilterState, SetSeriesFilter } from './use-series-filter';

interface Props {
  readonly version: string;
  readonly options: SeriesOptions;
  readonly filter: SeriesFilterState;
  readonly setFilter: SetSeriesFilter;
  /** Scopes that the view can look at; none: it chooses for itself. */
  readonly scopes: readonly SeriesScope[];
}

export function SeriesFilter({ version, options, filter, setFilter, scopes: offered }: Props) {
  const t = useTranslations('series');
  const label = useMetricLabel();
  const fixed = FIXED_METRICS.filter((m) => options.metrics.includes(m));
  const side = (prefix: string) =>
    options.metrics.filter((m) => m.startsWith(prefix) && !fixed.some((x) => x === m));
  const items = (names: readonly string[]) =>
    names.map((value) => ({ value, label: label(value) }));
  const values = options.attributes.find((a) => a.name === filter.attribute)?.values ?? [];
  const scopes = offered.filter((s) => s !== 'group' || options.attributes.length > 0);
  const scope = scopes.find((s) => s === filter.scope) ?? scopes[0];
  const chosen = Object.values(filter).some((value) => value !== '' && value !== null);
  const initial = filter.metric === 'own_total' && filter.scope === 'platform';
  const narrowed = [filter.attribute, filter.value, filter.celeb, filter.from, filter.to];
  return (
    <FilterBar
      label={t('filter')}
      onReset={
        chosen && !(initial && narrowed.every((v) => v === ''))
          ? () => void setFilter(null)
          : undefined
      }
    >
      <Select
        label={t('metric')}
        searchable
        allowDeselect={false}
        value={filter.metric}
        onChange={(metric) => metric && void setFilter({ metric })}
        nothingFoundMessage={t('noMetric')}
        data={[
          { group: t('groupTotals'), items: items(fixed) },
          { group: t('groupOwn'), items: items(side('own_')) },
          { group: t('groupFan'), items: items(side('fan_')) },
        ].filter((g) => g.items.length > 0)}
        maxDropdownHeight={380}
        w={{ base: '100%', xs: 230 }}
      />
      {scopes.length > 1 ? (
        <Input.Wrapper label={t('scope')} labelElement="div" w={{ base: '100%', xs: 'auto' }}>
          <SegmentedControl
            aria-label={t('scope')}
            size="sm"
            fullWidth
            styles={{ root: { minHeight: 36, alignItems: 'center' } }}
            value={scope}
            onChange={(scope) =>
              void setFilter({ scope: SERIES_SCOPES.find((s) => s === scope) ?? 'platform' })
            }
            data={scopes.map((value) => ({ value, label: t(`scopes.${value}`) }))}
          />
        </Input.Wrapper>
      ) : null}
      {scope === 'group' ? (
        <>
          <Select
            label={t('attribute')}
            placeholder={t('choose')}
            data={options.attributes.map((a) => a.name)}
            allowDeselect={false}
            value={filter.attribute || null}
            onChange={(attribute) => attribute && void setFilter({ attribute, value: '' })}
            flex={{ base: 1, xs: 'none' }}
            w={{ xs: 140 }}
          />
          <Select
            label={t('value')}
            placeholder={t('choose')}
            data={values}
            allowDeselect={false}
            searchable={values.length > 8}
            value={filter.value || null}
            onChange={(value) => value && void setFilter({ value })}
            disabled={values.length === 0}
            flex={{ base: 1, xs: 'none' }}
            w={{ xs: 160 }}
          />
        </>
      ) : null}
      {scope === 'celeb' ? (
        <CelebSelect
          version={version}
          value={filter.celeb}
          onChange={(celeb) => void setFilter({ celeb })}
        />
      ) : null}
      <PeriodSelect
        firstDay={options.firstDay}
        lastDay={options.lastDay}
        value={filter}
        onChange={(period) => void setFilter(period)}
      />
    </FilterBar>
  );
}
