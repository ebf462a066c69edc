import type { SnapshotChosen } from '@/components/snapshots/snapshot-gate';
import type { VersionView } from '@/lib/contracts/datasets';
import type { PolicyView, ScoresAnswer } from '@/lib/contracts/segments';
import type { ThresholdRule } from '@/lib/domain/segments/threshold';
import type { ChosenRule } from './chosen-rule';

/** What each tab of the page is given. */
export interface SegmentProps extends Pick<SnapshotChosen, 'snapshot' | 'list'> {
  readonly version: VersionView;
  readonly scores: ScoresAnswer;
  readonly policies: readonly PolicyView[];
  readonly chosen: ChosenRule;
  /** Cuts by another rule; a rule that is chosen already leaves no step in the history. */
  readonly onRule: (rule: ThresholdRule) => void;
}
