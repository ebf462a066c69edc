import type { CutView, RuleKind, ScoresAnswer } from '@/lib/contracts/segments';
import type { ThresholdRule } from '@/lib/domain/segments/threshold';

/** Where a slider can stop: a rule, and what it cuts. */
export interface RuleStop {
  readonly rule: ThresholdRule;
  readonly cut: CutView;
}

/** Stops of a kind of rule, from the smallest number to the largest; none for the mixture, which has no number. */
export function ruleStops({ shares, values }: ScoresAnswer, by: RuleKind): RuleStop[] {
  if (by === 'quantile')
    return shares.map(({ share, ...cut }) => ({ rule: { by: 'quantile', share }, cut }));
  if (by === 'value')
    return values.map((cut) => ({ rule: { by: 'value', value: cut.threshold ?? 0 }, cut }));
  return [];
}

const numberOf = ({ rule }: RuleStop): number =>
  rule.by === 'quantile' ? rule.share : rule.by === 'value' ? rule.value : 0;

/** The stop whose number is nearest to this one; -1 without stops. */
export function nearestStop(stops: readonly RuleStop[], number: number): number {
  let best = -1;
  let least = Infinity;
  stops.forEach((stop, i) => {
    const away = Math.abs(numberOf(stop) - number);
    if (away < least) [best, least] = [i, away];
  });
  return best;
}

/** The stop of exactly this number. */
export const exactStop = (stops: readonly RuleStop[], number: number): RuleStop | undefined =>
  stops.find((stop) => numberOf(stop) === number);

/** A rule of another kind that cuts about as much as was cut before, so that changing the kind moves nothing far. */
export function ruleOfKind(
  answer: ScoresAnswer,
  by: RuleKind,
  cut: Pick<CutView, 'threshold' | 'celebs'> | undefined,
): ThresholdRule {
  if (by === 'mixture') return { by };
  const stops = ruleStops(answer, by);
  const wanted =
    by === 'value'
      ? (cut?.threshold ?? 1)
      : answer.celebs > 0 && cut && cut.celebs > 0
        ? cut.celebs / answer.celebs
        : 0.2;
  const stop = stops[nearestStop(stops, wanted)];
  return stop?.rule ?? (by === 'value' ? { by, value: 1 } : { by, share: 0.2 });
}
