import { agnes } from 'ml-hclust';

/**
 * An order of features in which those that go together stand side by side: the leaves of average-linkage clustering by
 * 1 - |correlation| (Sokal and Michener 1958). Features without a correlation come last, in their own order.
 * @param correlation `[features][features]`, null where it is not defined
 * @returns positions of all features
 */
export function clusterOrder(correlation: readonly (readonly (number | null)[])[]): number[] {
  const places = correlation.map((_, i) => i);
  const isKnown = (i: number) => correlation[i]?.[i] !== null;
  const known = places.filter(isKnown);
  const unknown = places.filter((i) => !isKnown(i));
  if (known.length < 2) return [...known, ...unknown];
  const distances = known.map((i) => known.map((j) => 1 - Math.abs(correlation[i]?.[j] ?? 0)));
  const leaves = agnes(distances, { method: 'average', isDistanceMatrix: true }).indices();
  return [...leaves.map((leaf) => known[leaf] as number), ...unknown];
}
