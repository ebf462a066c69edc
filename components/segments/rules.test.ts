import { describe, expect, test } from 'vitest';
import type { ScoresAnswer } from '@/lib/contracts/segments';
import { cutterOf, shareCuts, valueCuts } from '@/lib/domain/segments/cut';
import { chosenRule, type RuleAddress, ruleAddress } from './chosen-rule';
import { exactStop, nearestStop, ruleOfKind, ruleStops } from './rule-stops';

const NOTHING: RuleAddress = { policy: '', by: null, share: null, value: null };
const TOP = { by: 'quantile', share: 0.2 } as const;
const QUARTER = { by: 'value', value: 0.25 } as const;
const policy = { id: 'p1', name: 'Quarter', rule: QUARTER };

describe('the rule that an address names', () => {
  const current = { policy: null, rule: TOP };
  const chosen = (address: Partial<RuleAddress>) =>
    chosenRule({ ...NOTHING, ...address }, current, [policy]);

  test('is what the worklist goes by when it names none, or none that is there', () => {
    const usual = { rule: TOP, policy: null, isCurrent: true };
    expect(chosen({})).toEqual({ ...usual, isUnknown: false });
    expect(chosen({ policy: 'gone' })).toEqual({ ...usual, isUnknown: true });
    expect(chosen({ by: 'quantile' })).toEqual({ ...usual, isUnknown: false });
    expect(chosen({ by: 'quantile', share: 1 })).toEqual({ ...usual, isUnknown: false });
  });

  test('is a policy, or one that is not saved, which goes first', () => {
    const { id, name } = policy;
    expect(chosen({ policy: 'p1' })).toEqual({
      rule: QUARTER,
      policy: { id, name },
      isCurrent: false,
      isUnknown: false,
    });
    expect(chosen({ policy: 'p1', by: 'mixture' })).toMatchObject({
      rule: { by: 'mixture' },
      policy: null,
      isCurrent: false,
    });
    expect(chosen({ by: 'quantile', share: 0.2 }).isCurrent).toBe(true);
  });

  test('needs no address when the worklist goes by it', () => {
    const none = { policy: null, by: null, share: null, value: null };
    expect(ruleAddress({ ...TOP }, TOP)).toEqual(none);
    expect(ruleAddress({ by: 'quantile', share: 0.1 }, TOP)).toEqual({
      ...none,
      by: 'quantile',
      share: 0.1,
    });
    expect(ruleAddress(QUARTER, TOP)).toEqual({ ...none, ...QUARTER });
    expect(ruleAddress({ by: 'mixture' }, TOP)).toEqual({ ...none, by: 'mixture' });
  });
});

describe('stops of a slider', () => {
  const celebs = [0, 0.125, 0.125, 0.25, 0.375, 0.5].map((score) => ({
    churn: 1,
    sticker: score,
    score,
  }));
  const cutter = cutterOf(celebs);
  const answer = {
    celebs: celebs.length,
    shares: shareCuts(cutter),
    values: valueCuts(cutter),
  } as ScoresAnswer;

  test('are the shares, the values, and none of a mixture', () => {
    const shares = ruleStops(answer, 'quantile');
    expect(shares).toHaveLength(199);
    expect(exactStop(shares, 0.2)?.cut).toMatchObject({ threshold: 0.375, celebs: 2 });
    expect(exactStop(shares, 0.2001)).toBeUndefined();
    expect(nearestStop(shares, 0.2001)).toBe(39);
    expect(ruleStops(answer, 'value').at(-1)?.rule).toEqual({ by: 'value', value: 1 });
    expect(ruleStops(answer, 'mixture')).toEqual([]);
    expect(nearestStop([], 0.5)).toBe(-1);
  });

  test('another kind of rule cuts about the same', () => {
    const cut = cutter.at(0.375);
    expect(ruleOfKind(answer, 'value', cut)).toEqual({ by: 'value', value: 0.375 });
    expect(ruleOfKind(answer, 'quantile', cut)).toEqual({ by: 'quantile', share: 0.335 });
    expect(ruleOfKind(answer, 'mixture', cut)).toEqual({ by: 'mixture' });
    expect(ruleOfKind(answer, 'quantile', cutter.at(null))).toEqual(TOP);
    const nobody = { ...answer, celebs: 0, shares: [], values: [] };
    expect(ruleOfKind(nobody, 'value', undefined)).toEqual({ by: 'value', value: 1 });
  });
});
