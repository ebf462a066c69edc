'use client';
import { NumberInput, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { CelebSelect } from '@/components/series/celeb-select';
import { FilterBar } from '@/components/ui/filter-bar';
import { PeriodSelect } from '@/components/ui/period-select';
import { CASE_KINDS, MAX_GAP_MINUTES } from '@/lib/contracts/process';
import { SERIES_SCOPES, type SeriesOptions } from '@/lib/contracts/series';
import { PROCESS_SIDES } from '@/lib/domain/process/cases';
import type { ProcessFilterState, SetProcessFilter } from './use-process-filter';

interface Props {
  readonly version: string;
  readonly options: SeriesOptions;
  readonly columns: readonly string[];
  readonly filter: ProcessFilterState;
  readonly setFilter: SetProcessFilter;
}

/** A change of the cases makes a chosen variant meaningless, so it is dropped. */
export function ProcessFilter({ version, options, columns, filter, setFilter }: Props) {
  const t = useTranslations('process');
  const s = useTranslations('series');
  const set = (part: Parameters<SetProcessFilter>[0] & object) =>
    void setFilter({ variant: '', ...part });
  const rules = CASE_KINDS.filter((r) => r !== 'column' || columns.length > 0);
  const scopes = SERIES_SCOPES.filter((x) => x !== 'group' || options.attributes.length > 0);
  const values = options.attributes.find((a) => a.name === filter.attribute)?.values ?? [];
  const { rule, side, scope, gap, column, attribute, value, celeb, from, to, variant } = filter;
  const chosen =
    rule !== 'visit' ||
    side !== 'both' ||
    scope !== 'platform' ||
    gap !== 30 ||
    [column, attribute, value, celeb, from, to, variant].some((x) => x !== '');
  const half = { base: '100%', xs: 150 };
  return (
    <FilterBar
      label={t('filter')}
      onReset={
        chosen
          ? () =>
              void setFilter({
                rule: null,
                side: null,
                scope: null,
                gap: null,
                column: null,
                attribute: null,
                value: null,
                celeb: null,
                from: null,
                to: null,
                variant: null,
              })
          : undefined
      }
    >
      <Select
        label={t('rule')}
        allowDeselect={false}
        value={rule}
        onChange={(v) => set({ rule: CASE_KINDS.find((r) => r === v) ?? 'visit' })}
        data={rules.map((r) => ({ value: r, label: t(`rules.${r}`) }))}
        w={half}
      />
      {rule === 'visit' ? (
        <NumberInput
          label={t('gap')}
          min={1}
          max={MAX_GAP_MINUTES}
          allowDecimal={false}
          clampBehavior="strict"
          value={gap}
          onChange={(v) => typeof v === 'number' && v >= 1 && set({ gap: v })}
          w={half}
        />
      ) : null}
      {rule === 'column' ? (
        <Select
          label={t('column')}
          placeholder={s('choose')}
          data={[...columns]}
          allowDeselect={false}
          value={column || null}
          onChange={(v) => v && set({ column: v })}
          w={half}
        />
      ) : null}
      <Select
        label={t('side')}
        allowDeselect={false}
        value={side}
        onChange={(v) => set({ side: PROCESS_SIDES.find((x) => x === v) ?? 'both' })}
        data={(['both', 'own', 'fan'] as const).map((x) => ({ value: x, label: t(`sides.${x}`) }))}
        w={half}
      />
      <Select
        label={t('scope')}
        allowDeselect={false}
        value={scope}
        onChange={(v) => set({ scope: SERIES_SCOPES.find((x) => x === v) ?? 'platform' })}
        data={scopes.map((x) => ({ value: x, label: s(`scopes.${x}`) }))}
        w={half}
      />
      {scope === 'group' ? (
        <>
          <Select
            label={s('attribute')}
            placeholder={s('choose')}
            data={options.attributes.map((a) => a.name)}
            allowDeselect={false}
            value={attribute || null}
            onChange={(v) => v && set({ attribute: v, value: '' })}
            w={half}
          />
          <Select
            label={s('value')}
            placeholder={s('choose')}
            data={values}
            allowDeselect={false}
            searchable={values.length > 8}
            disabled={values.length === 0}
            value={value || null}
            onChange={(v) => v && set({ value: v })}
            w={half}
          />
        </>
      ) : null}
      {scope === 'celeb' ? (
        <CelebSelect version={version} value={celeb} onChange={(v) => set({ celeb: v })} />
      ) : null}
      <PeriodSelect
        firstDay={options.firstDay}
        lastDay={options.lastDay}
        value={filter}
        onChange={(period) => set(period)}
      />
    </FilterBar>
  );
}
