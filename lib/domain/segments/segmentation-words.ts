/** Ways to find clusters. */
export const CLUSTER_METHODS = ['kmeans', 'mixture'] as const;
export type ClusterMethod = (typeof CLUSTER_METHODS)[number];

/** How a group's mean of a variable lies beside everybody's. */
export const PROFILE_LEVELS = ['far-above', 'above', 'below', 'far-below'] as const;
export type ProfileLevel = (typeof PROFILE_LEVELS)[number];

export const STABILITY_WORDS = ['stable', 'doubtful', 'unstable'] as const;
export type StabilityWord = (typeof STABILITY_WORDS)[number];

/** From the first on a cluster is called stable, below the second unstable (Hennig 2007). */
const [STABLE_FROM, UNSTABLE_BELOW] = [0.75, 0.6];

/** @param jaccard mean best Jaccard index over bootstrap samples */
export function stabilityWord(jaccard: number): StabilityWord {
  if (jaccard >= STABLE_FROM) return 'stable';
  return jaccard < UNSTABLE_BELOW ? 'unstable' : 'doubtful';
}
