import type { VersionView } from '@/lib/contracts/datasets';
import type { ExplanationDetail, ExplanationPart } from '@/lib/contracts/explain';

/** What each tab is given: the explanation that is shown, and its part for the chosen target. */
export interface TabProps {
  readonly explanation: ExplanationDetail;
  readonly part: ExplanationPart;
  readonly version: VersionView;
}
