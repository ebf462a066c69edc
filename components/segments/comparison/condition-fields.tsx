'use client';
import { Group, NumberInput, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { FILTER_MEASURES, NAMED_GROUPS } from '@/lib/domain/segments/group-filter';
import { useSegmentWords } from '../use-segment-words';
import { attributeField, type Draft, EMPTY_DRAFT, fieldAttribute } from './condition-draft';

export interface Attribute {
  readonly name: string;
  readonly values: readonly string[];
}

interface Props {
  /** Its place among the conditions, from 1. */
  readonly number: number;
  readonly draft: Draft;
  readonly attributes: readonly Attribute[];
  readonly onChange: (draft: Draft) => void;
}

/** The popover closes when something outside of it is clicked, so lists open within it. */
const INSIDE = { withinPortal: false } as const;

/** One condition: what is looked at, how, and against what. */
export function ConditionFields({ number, draft, attributes, onChange }: Props) {
  const t = useTranslations('segments.groupSelect');
  const w = useTranslations('segments.words');
  const words = useSegmentWords();
  const attribute = attributes.find(({ name }) => name === fieldAttribute(draft.field));
  const isMeasure = FILTER_MEASURES.some((name) => name === draft.field);
  return (
    <Group gap={6} align="flex-end" wrap="nowrap">
      <Select
        size="sm"
        label={t('field', { number })}
        placeholder={t('choose')}
        comboboxProps={INSIDE}
        allowDeselect={false}
        value={draft.field || null}
        onChange={(field) => onChange({ ...EMPTY_DRAFT, field: field ?? '' })}
        data={[
          { value: 'group', label: t('group') },
          ...FILTER_MEASURES.map((value) => ({ value, label: w(`measures.${value}`) })),
          ...attributes.map(({ name }) => ({ value: attributeField(name), label: name })),
        ]}
      />
      {isMeasure ? (
        <>
          <Select
            size="sm"
            w={110}
            aria-label={t('side', { number })}
            comboboxProps={INSIDE}
            allowDeselect={false}
            value={draft.side}
            onChange={(side) => onChange({ ...draft, side: side === 'below' ? 'below' : 'from' })}
            data={[
              { value: 'from', label: t('from') },
              { value: 'below', label: t('below') },
            ]}
          />
          <NumberInput
            size="sm"
            w={96}
            aria-label={t('number', { number })}
            min={0}
            max={1}
            step={0.05}
            decimalScale={6}
            value={draft.number}
            onChange={(next) => onChange({ ...draft, number: next })}
          />
        </>
      ) : draft.field === '' ? null : (
        <Select
          size="sm"
          aria-label={t('value', { number })}
          placeholder={t('choose')}
          comboboxProps={INSIDE}
          allowDeselect={false}
          value={draft.choice || null}
          onChange={(choice) => onChange({ ...draft, choice: choice ?? '' })}
          data={
            draft.field === 'group'
              ? NAMED_GROUPS.map((group) => ({
                  value: group,
                  label: words.condition({ by: 'group', group }),
                }))
              : [...(attribute?.values ?? [])]
          }
        />
      )}
    </Group>
  );
}
