'use client';
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useFeatureNames } from '@/components/explain/use-feature-names';
import { FilterBar } from '@/components/ui/filter-bar';
import { WORK_STATUSES } from '@/lib/contracts/work';
import {
  ME,
  NOBODY,
  ownerFilter,
  WORKLIST_MOVES,
  type WorklistOptions,
} from '@/lib/contracts/worklist';
import { PRIORITY_GROUPS } from '@/lib/domain/segments/groups';
import { RangeFilter } from './range-filter';
import {
  filterParams,
  NO_FILTER,
  type SetWorklistState,
  type WorklistState,
} from './use-worklist-filter';

const SETTLED_AFTER_MS = 300;
const WIDTH = { base: '100%', xs: 'calc(50% - 6px)', md: 104 };

interface Props {
  readonly options: WorklistOptions;
  readonly state: WorklistState;
  readonly setState: SetWorklistState;
  /** Whether all but the search are folded away until somebody wants them. */
  readonly isPhone: boolean;
}

/** Chooses which celebs are listed; all of it stands in the address. */
export function WorklistFilterBar({ options, state, setState, isPhone }: Props) {
  const t = useTranslations('worklist');
  const [opened, { toggle }] = useDisclosure(false);
  const { q: _, ...others } = filterParams(state);
  const isNarrowed = Object.keys(filterParams(state)).length > 0;
  return (
    <FilterBar
      label={t('filter')}
      onReset={isNarrowed ? () => void setState(NO_FILTER) : undefined}
    >
      <SearchBox value={state.q} onSettle={(q) => void setState({ q: q || null })} />
      {isPhone ? (
        <Button size="sm" variant="default" fw={500} aria-expanded={opened} onClick={toggle}>
          {opened ? t('fewerFilters') : t('moreFilters', { count: Object.keys(others).length })}
        </Button>
      ) : null}
      {isPhone && !opened ? null : <Choices options={options} state={state} setState={setState} />}
    </FilterBar>
  );
}

function Choices({ options, state, setState }: Omit<Props, 'isPhone'>) {
  const t = useTranslations('worklist');
  const names = useFeatureNames();
  const choice = <Key extends 'group' | 'status' | 'move'>(
    key: Key,
    label: string,
    values: readonly NonNullable<WorklistState[Key]>[],
    word: (value: NonNullable<WorklistState[Key]>) => string,
  ) => (
    <Select
      size="sm"
      w={WIDTH}
      label={label}
      placeholder={t('any')}
      clearable
      value={state[key]}
      onChange={(value) => void setState({ [key]: values.find((one) => one === value) ?? null })}
      data={values.map((value) => ({ value, label: word(value) }))}
    />
  );
  const attribute =
    state.attribute !== null && state.value !== null
      ? JSON.stringify([state.attribute, state.value])
      : null;
  return (
    <>
      {choice('group', t('filters.group'), PRIORITY_GROUPS, (value) => t(`groups.${value}`))}
      {choice('status', t('filters.status'), WORK_STATUSES, (value) => t(`statuses.${value}`))}
      <Select
        size="sm"
        w={WIDTH}
        label={t('filters.owner')}
        placeholder={t('any')}
        clearable
        searchable={options.owners.length > 8}
        value={state.owner}
        onChange={(owner) => void setState({ owner })}
        data={[
          { value: ME, label: t('mine', { me: options.me }) },
          { value: NOBODY, label: t('nobody') },
          ...options.owners.map((owner) => ({ value: ownerFilter(owner), label: owner })),
        ]}
      />
      <Select
        size="sm"
        w={WIDTH}
        label={t('filters.reason')}
        placeholder={t(options.reasons.length === 0 ? 'noReasonsYet' : 'any')}
        disabled={options.reasons.length === 0 && state.reason === null}
        clearable
        searchable
        nothingFoundMessage={t('nothingFound')}
        comboboxProps={{ width: 260, position: 'bottom-start' }}
        value={state.reason}
        onChange={(reason) => void setState({ reason })}
        data={withChosen(
          options.reasons.map(({ series, celebs }) => ({
            value: series,
            label: t('reasonOf', { series: names.series(series), count: celebs }),
          })),
          state.reason,
          names.series,
        )}
      />
      {options.attributes.length > 0 ? (
        <Select
          size="sm"
          w={WIDTH}
          label={t('filters.attribute')}
          placeholder={t('any')}
          clearable
          searchable
          nothingFoundMessage={t('nothingFound')}
          comboboxProps={{ width: 220, position: 'bottom-start' }}
          value={attribute}
          onChange={(pair) => {
            const [name, value] = pair === null ? [null, null] : (JSON.parse(pair) as string[]);
            void setState({ attribute: name ?? null, value: value ?? null });
          }}
          data={options.attributes.map(({ name, values }) => ({
            group: name,
            items: values.map((value) => ({
              value: JSON.stringify([name, value]),
              label: t('attributeOf', { name, value }),
            })),
          }))}
        />
      ) : null}
      {choice('move', t('filters.move'), WORKLIST_MOVES, (value) => t(`moveFilters.${value}`))}
      <RangeFilter state={state} setState={setState} />
    </>
  );
}

/** A link may ask for what no celeb has: it is shown all the same, so that the list's being empty has its reason. */
const withChosen = (
  data: readonly { value: string; label: string }[],
  chosen: string | null,
  word: (value: string) => string,
) =>
  chosen === null || data.some(({ value }) => value === chosen)
    ? [...data]
    : [...data, { value: chosen, label: word(chosen) }];

/** Text for the address once somebody has stopped typing. */
function SearchBox({
  value,
  onSettle,
}: {
  readonly value: string;
  readonly onSettle: (text: string) => void;
}) {
  const t = useTranslations('worklist');
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const settle = useDebouncedCallback((text: string) => {
    if (text !== value) onSettle(text);
  }, SETTLED_AFTER_MS);
  return (
    <TextInput
      size="sm"
      w={{ base: '100%', md: 150 }}
      label={t('filters.q')}
      placeholder={t('searchHint')}
      leftSection={<IconSearch size={15} aria-hidden />}
      value={typed}
      maxLength={200}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value.trim());
      }}
    />
  );
}
