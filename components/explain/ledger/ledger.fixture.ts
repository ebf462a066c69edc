import type { FeatureLedger, LedgerRow } from '@/lib/contracts/explain';
import type { BorutaVerdict } from '@/lib/domain/boruta/boruta';

type Vif = LedgerRow['vif'];
export const KEPT: Vif = { before: 3, last: 2, removedAs: null, reason: null };
export const COLLINEAR: Vif = { before: 'infinite', last: 41, removedAs: 2, reason: 'collinear' };
export const CONSTANT: Vif = { before: null, last: null, removedAs: 1, reason: 'constant' };

export const row = (
  feature: string,
  verdict: BorutaVerdict,
  history: readonly (number | null)[],
  vif: Vif = KEPT,
): LedgerRow => ({
  feature,
  group: feature.startsWith('own_') ? 'own' : 'fan',
  vif,
  boruta: {
    verdict,
    hits: 3,
    trials: history.length,
    p: 0.01,
    adjustedP: 0.04,
    decidedAfter: verdict === 'tentative' ? null : history.length,
  },
  history: [...history],
});

export const sets = (
  all: string[],
  accepted: string[],
  notCollinear: string[],
): FeatureLedger['sets'] => ({
  all,
  accepted,
  'not-collinear': notCollinear,
  'accepted-not-collinear': accepted.filter((feature) => notCollinear.includes(feature)),
});
