'use client';
import { Button, Group, Input, MultiSelect, SegmentedControl, Select, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { MAX_LINES } from '@/components/charts/trend-lines';
import { FilterBar } from '@/components/ui/filter-bar';
import type { SeriesOptions } from '@/lib/contracts/series';
import { CelebSelect } from '../celeb-select';
import type { ComparisonState, SetComparison } from '../use-split';

interface Props {
  readonly version: string;
  readonly options: SeriesOptions;
  readonly comparison: ComparisonState;
  readonly setComparison: SetComparison;
  /** What is compared while nothing is chosen. */
  readonly attribute: string;
  readonly groups: readonly string[];
  readonly nameOf: (celeb: string) => string;
}

/** Which groups or celebs stand side by side, and in which unit. */
export function CompareSettings({
  version,
  options,
  comparison,
  setComparison,
  attribute,
  groups,
  nameOf,
}: Props) {
  const t = useTranslations('decomposition');
  const { by, celebs, unit } = comparison;
  const values = options.attributes.find((a) => a.name === attribute)?.values ?? [];
  const control = (
    label: string,
    value: string,
    names: readonly [string, string][],
    set: (v: string) => void,
  ) => (
    <Input.Wrapper label={label} labelElement="div" w={{ base: '100%', xs: 'auto' }}>
      <SegmentedControl
        aria-label={label}
        size="sm"
        fullWidth
        styles={{ root: { minHeight: 36, alignItems: 'center' } }}
        value={value}
        onChange={set}
        data={names.map(([v, text]) => ({ value: v, label: text }))}
      />
    </Input.Wrapper>
  );
  return (
    <FilterBar
      label={t('compareSettings')}
      onReset={
        by !== 'groups' ||
        unit !== 'index' ||
        comparison.groupBy !== '' ||
        comparison.groups.length > 0 ||
        celebs.length > 0
          ? () => void setComparison(null)
          : undefined
      }
    >
      {control(
        t('by'),
        by,
        [
          ['groups', t('bys.groups')],
          ['celebs', t('bys.celebs')],
        ],
        (v) => void setComparison({ by: v === 'celebs' ? 'celebs' : 'groups' }),
      )}
      {by === 'groups' ? (
        <>
          <Select
            label={t('attribute')}
            data={options.attributes.map((a) => a.name)}
            allowDeselect={false}
            disabled={options.attributes.length === 0}
            value={attribute || null}
            onChange={(v) => v && void setComparison({ groupBy: v, groups: [] })}
            w={{ base: '100%', xs: 150 }}
          />
          <MultiSelect
            label={t('groups', { max: MAX_LINES })}
            data={values}
            value={[...groups]}
            onChange={(next) => void setComparison({ groupBy: attribute, groups: next })}
            maxValues={MAX_LINES}
            searchable={values.length > 8}
            disabled={values.length === 0}
            w={{ base: '100%', xs: 'auto' }}
            miw={{ xs: 240 }}
            maw={{ xs: 400 }}
          />
        </>
      ) : celebs.length < MAX_LINES ? (
        <CelebSelect
          key={celebs.join(',')}
          version={version}
          label={t('addCeleb')}
          value=""
          onChange={(id) => celebs.includes(id) || void setComparison({ celebs: [...celebs, id] })}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t('full', { max: MAX_LINES })}
        </Text>
      )}
      {control(
        t('scale'),
        unit,
        [
          ['index', t('scales.index')],
          ['raw', t('scales.raw')],
        ],
        (v) => void setComparison({ unit: v === 'raw' ? 'raw' : 'index' }),
      )}
      {by === 'celebs' && celebs.length > 0 ? (
        <Group gap={6} w="100%">
          {celebs.map((id) => (
            <Button
              key={id}
              size="xs"
              variant="default"
              rightSection={<IconX size={14} aria-hidden />}
              aria-label={t('removeCeleb', { name: nameOf(id) })}
              onClick={() => void setComparison({ celebs: celebs.filter((x) => x !== id) })}
            >
              {nameOf(id)}
            </Button>
          ))}
        </Group>
      ) : null}
    </FilterBar>
  );
}
