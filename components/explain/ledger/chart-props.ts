import type { FeatureLedger, LedgerRow } from '@/lib/contracts/explain';

/** What every chart of the ledger is given. */
export interface LedgerChartProps {
  readonly ledger: FeatureLedger;
  /** Those that the filter leaves. */
  readonly rows: readonly LedgerRow[];
  /** Opens the details of a feature. */
  readonly onPick: (feature: string) => void;
}
