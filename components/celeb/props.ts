import type { SnapshotChosen } from '@/components/snapshots/snapshot-gate';
import type { CelebProfile } from '@/lib/contracts/celeb';

/** A celeb, and the scores as of which it is shown. */
export interface ProfileProps {
  readonly profile: CelebProfile;
  readonly chosen: SnapshotChosen;
}
