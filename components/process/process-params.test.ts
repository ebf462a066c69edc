import { describe, expect, it } from 'vitest';
import { askedOf, groupText, missingChoice, variantName } from './process-params';
import type { CaseFilter } from './use-process-filter';

const filter = (part: Partial<CaseFilter> = {}): CaseFilter => ({
  rule: 'visit',
  gap: 30,
  column: 'order',
  side: 'both',
  scope: 'platform',
  attribute: 'genre',
  value: 'music',
  celeb: 'a',
  from: '',
  to: '',
  variant: '',
  ...part,
});

describe('askedOf', () => {
  it('leaves out what rule and scope do not look at', () => {
    expect(groupText(filter())).toBe(
      '{"rule":"visit","gap":"30","side":"both","scope":"platform"}',
    );
    expect(askedOf(filter({ rule: 'column', scope: 'celeb' }))).toMatchObject({
      column: 'order',
      celeb: 'a',
    });
    expect(askedOf(filter({ rule: 'celeb-day' }))).not.toHaveProperty('gap');
  });
});

describe('missingChoice', () => {
  it.each([
    [{}, [], undefined],
    [{ rule: 'column' }, ['order'], undefined],
    [{ rule: 'column' }, [], 'noColumns'],
    [{ rule: 'column', column: '' }, ['order'], 'column'],
    [{ scope: 'celeb', celeb: '' }, [], 'celeb'],
    [{ scope: 'group', value: '' }, [], 'group'],
    [{ scope: 'churned', celeb: '' }, [], undefined],
  ] as const)('%o with columns %o: %s', (part, columns, missing) => {
    expect(missingChoice(filter(part), columns)).toBe(missing);
  });
});

describe('variantName', () => {
  it('joins the names, and shows what is no list as it is', () => {
    expect(variantName('["a","b"]')).toBe('a → b');
    expect(variantName('a')).toBe('a');
    expect(variantName('{}')).toBe('{}');
  });
});
