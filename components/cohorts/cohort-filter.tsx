'use client';
import { Input, MultiSelect, SegmentedControl, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { FilterBar } from '@/components/ui/filter-bar';
import { PeriodSelect } from '@/components/ui/period-select';
import { MAX_GROUPS_COMPARED } from '@/lib/contracts/cohorts';
import type { SeriesOptions } from '@/lib/contracts/series';
import { COHORT_ACTIVITIES } from '@/lib/domain/cohorts/triangle';
import { comparedValues } from './cohort-groups';
import {
  COHORT_MEASURES,
  COHORT_SCOPES,
  type CohortFilterState,
  type SetCohortFilter,
} from './use-cohort-filter';

interface Props {
  readonly options: SeriesOptions;
  readonly filter: CohortFilterState;
  readonly setFilter: SetCohortFilter;
}

export function CohortFilter({ options, filter, setFilter }: Props) {
  const t = useTranslations('cohorts');
  const s = useTranslations('series');
  const { activity, scope, attribute, value, values, from, to, measure } = filter;
  const known = options.attributes.find((a) => a.name === attribute)?.values ?? [];
  const scopes = COHORT_SCOPES.filter((x) => x === 'all' || options.attributes.length > 0);
  const chosen =
    activity !== 'own' ||
    scope !== 'all' ||
    measure !== 'share' ||
    values.length > 0 ||
    [attribute, value, from, to].some((x) => x !== '');
  return (
    <FilterBar label={t('filter')} onReset={chosen ? () => void setFilter(null) : undefined}>
      <Segments
        label={t('activity')}
        value={activity}
        values={COHORT_ACTIVITIES}
        name={(x) => t(`activities.${x}`)}
        onChange={(x) => void setFilter({ activity: x })}
      />
      <Segments
        label={s('scope')}
        value={scope}
        values={scopes}
        name={(x) => t(`scopes.${x}`)}
        onChange={(x) => void setFilter({ scope: x })}
      />
      {scope !== 'all' ? (
        <Select
          label={s('attribute')}
          placeholder={s('choose')}
          data={options.attributes.map((a) => a.name)}
          allowDeselect={false}
          value={attribute || null}
          onChange={(x) => x && void setFilter({ attribute: x, value: '', values: [], shown: '' })}
          flex={{ base: 1, xs: 'none' }}
          w={{ xs: 140 }}
        />
      ) : null}
      {scope === 'group' ? (
        <Select
          label={s('value')}
          placeholder={s('choose')}
          data={known}
          allowDeselect={false}
          searchable={known.length > 8}
          disabled={known.length === 0}
          value={value || null}
          onChange={(x) => x && void setFilter({ value: x })}
          flex={{ base: 1, xs: 'none' }}
          w={{ xs: 160 }}
        />
      ) : null}
      {scope === 'compare' ? (
        <MultiSelect
          label={t('values', { max: MAX_GROUPS_COMPARED })}
          data={known}
          maxValues={MAX_GROUPS_COMPARED}
          hidePickedOptions={false}
          disabled={known.length === 0}
          value={comparedValues(filter, options.attributes)}
          // The last one stays: a comparison of nothing is none.
          onChange={(x) => x.length > 0 && void setFilter({ values: x, shown: '' })}
          w={{ base: '100%', xs: 'auto' }}
          miw={{ xs: 240 }}
          maw={{ xs: 520 }}
        />
      ) : null}
      <PeriodSelect
        label={t('joined')}
        firstDay={options.firstDay}
        lastDay={options.lastDay}
        value={filter}
        onChange={(period) => void setFilter(period)}
      />
      <Segments
        label={t('measure')}
        value={measure}
        values={COHORT_MEASURES}
        name={(x) => t(`measures.${x}`)}
        onChange={(x) => void setFilter({ measure: x })}
      />
    </FilterBar>
  );
}

function Segments<T extends string>({
  label,
  value,
  values,
  name,
  onChange,
}: {
  label: string;
  value: T;
  values: readonly T[];
  name: (value: T) => string;
  onChange: (value: T) => void;
}) {
  return (
    <Input.Wrapper label={label} labelElement="div" w={{ base: '100%', xs: 'auto' }}>
      <SegmentedControl
        aria-label={label}
        size="sm"
        fullWidth
        styles={{ root: { minHeight: 36, alignItems: 'center' } }}
        value={value}
        onChange={(x) => {
          const found = values.find((v) => v === x);
          if (found !== undefined) onChange(found);
        }}
        data={values.map((v) => ({ value: v, label: name(v) }))}
      />
    </Input.Wrapper>
  );
}
