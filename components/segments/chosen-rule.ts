import { thresholdRuleSchema } from '@/lib/contracts/policies';
import type { PolicyView, RuleKind, ScoresAnswer } from '@/lib/contracts/segments';
import type { ThresholdRule } from '@/lib/domain/segments/threshold';

/** What the address says of the rule. */
export interface RuleAddress {
  readonly policy: string;
  readonly by: RuleKind | null;
  readonly share: number | null;
  readonly value: number | null;
}

export interface ChosenRule {
  readonly rule: ThresholdRule;
  /** Whose rule it is; null for one that is not saved. */
  readonly policy: { readonly id: string; readonly name: string } | null;
  /** The worklist goes by the same rule. */
  readonly isCurrent: boolean;
  /** The address names a policy that is not there. */
  readonly isUnknown: boolean;
}

/** The rule that an address names; what it does not name, or names wrongly, is what the worklist goes by. */
export function chosenRule(
  { policy: id, by, share, value }: RuleAddress,
  current: ScoresAnswer['current'],
  policies: readonly Pick<PolicyView, 'id' | 'name' | 'rule'>[],
): ChosenRule {
  const named = thresholdRuleSchema.safeParse({ by, share, value });
  if (named.success)
    return {
      rule: named.data,
      policy: null,
      isCurrent: isSameRule(named.data, current.rule),
      isUnknown: false,
    };
  const policy = policies.find((one) => one.id === id);
  if (policy)
    return {
      rule: policy.rule,
      policy: { id: policy.id, name: policy.name },
      isCurrent: isSameRule(policy.rule, current.rule),
      isUnknown: false,
    };
  return { ...current, isCurrent: true, isUnknown: id !== '' };
}

/** The address of a rule that is not saved; what the worklist goes by needs none. */
export function ruleAddress(rule: ThresholdRule, current: ThresholdRule) {
  const none = { policy: null, by: null, share: null, value: null };
  if (isSameRule(rule, current)) return none;
  return {
    ...none,
    by: rule.by,
    share: rule.by === 'quantile' ? rule.share : null,
    value: rule.by === 'value' ? rule.value : null,
  };
}

export const isSameRule = (a: ThresholdRule, b: ThresholdRule): boolean =>
  a.by === b.by && ruleNumber(a) === ruleNumber(b);

export const ruleNumber = (rule: ThresholdRule): number | null =>
  rule.by === 'quantile' ? rule.share : rule.by === 'value' ? rule.value : null;

/** A rule as parameters of a request. */
export const ruleQuery = (rule: ThresholdRule) => ({
  by: rule.by,
  share: rule.by === 'quantile' ? String(rule.share) : null,
  value: rule.by === 'value' ? String(rule.value) : null,
});
