import {
  FILTER_MEASURES,
  type GroupCondition,
  NAMED_GROUPS,
} from '@/lib/domain/segments/group-filter';

/** A condition that is being put together. */
export interface Draft {
  /** `group`, a measure, or `@` and an attribute's name; empty while not chosen. */
  readonly field: string;
  readonly side: 'from' | 'below';
  /** Of a group or an attribute. */
  readonly choice: string;
  /** As typed; an empty field is text. */
  readonly number: number | string;
}

export const EMPTY_DRAFT: Draft = { field: '', side: 'from', choice: '', number: 0.5 };

export const attributeField = (name: string): string => `@${name}`;
export const fieldAttribute = (field: string): string | undefined =>
  field.startsWith('@') ? field.slice(1) : undefined;

export function draftOf(condition: GroupCondition): Draft {
  if (condition.by === 'group') return { ...EMPTY_DRAFT, field: 'group', choice: condition.group };
  if (condition.by === 'attribute')
    return { ...EMPTY_DRAFT, field: attributeField(condition.name), choice: condition.value };
  const { measure, side, value } = condition;
  return { ...EMPTY_DRAFT, field: measure, side, number: value };
}

/** The condition, once it is whole. */
export function conditionOf({ field, side, choice, number }: Draft): GroupCondition | undefined {
  const group = NAMED_GROUPS.find((name) => name === choice);
  if (field === 'group') return group && { by: 'group', group };
  const measure = FILTER_MEASURES.find((name) => name === field);
  if (measure) {
    const isNumber = typeof number === 'number' && number >= 0 && number <= 1;
    return isNumber ? { by: 'measure', measure, side, value: number } : undefined;
  }
  const name = fieldAttribute(field);
  return name && choice !== '' ? { by: 'attribute', name, value: choice } : undefined;
}
