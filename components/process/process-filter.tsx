'use client';
import { NumberInput, Select, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { CelebSelect } from '@/components/series/celeb-select';
import { FilterBar } from '@/components/ui/filter-bar';
import { PeriodSelect } from '@/components/ui/period-select';
import { useFormats } from '@/components/ui/use-formats';
import { CASE_KINDS, MAX_GAP_MINUTES, PROCESS_SCOPES } from '@/lib/contracts/process';
import type { SeriesOptions } from '@/lib/contracts/series';
import { PROCESS_SIDES } from '@/lib/domain/process/cases';
import { outcomeWeek } from '@/lib/domain/process/outcome-week';
import type { CaseFilter, SetCaseFilter } from './use-process-filter';

interface Props {
  readonly version: string;
  readonly options: SeriesOptions;
  readonly columns: readonly string[];
  readonly label: string;
  readonly filter: CaseFilter;
  readonly setFilter: SetCaseFilter;
  /** Left out while nothing is chosen. */
  readonly onReset: (() => void) | undefined;
}

/** A change of the cases makes a chosen variant meaningless, so it is dropped. */
export function ProcessFilter(props: Props) {
  const { version, options, columns, label, filter, setFilter, onReset } = props;
  const t = useTranslations('process');
  const s = useTranslations('series');
  const f = useFormats();
  const set: SetCaseFilter = (part) => setFilter({ variant: null, ...part });
  const { rule, side, scope, gap, column, attribute, value, celeb } = filter;
  const rules = CASE_KINDS.filter((r) => r !== 'column' || rule === 'column' || columns.length > 0);
  const scopes = PROCESS_SCOPES.filter(
    (x) => x !== 'group' || scope === 'group' || options.attributes.length > 0,
  );
  const values = options.attributes.find((a) => a.name === filter.attribute)?.values ?? [];
  // Two beside each other on a phone.
  const half = { base: 'calc(50% - 6px)', xs: 150 };
  return (
    <FilterBar label={label} onReset={onReset}>
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
        onChange={(v) => set({ scope: PROCESS_SCOPES.find((x) => x === v) ?? 'platform' })}
        data={scopes.map((x) => ({ value: x, label: t(`scopes.${x}`) }))}
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
      {scope === 'churned' || scope === 'retained' ? (
        <Text size="xs" c="dimmed" w="100%">
          {t('outcomeNote', { week: f.dayRange(...outcomeWeek(filter.to, options.lastDay)) })}
        </Text>
      ) : null}
    </FilterBar>
  );
}
