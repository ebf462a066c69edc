import type { DatasetView, VersionView } from '@/lib/contracts/datasets';

/**
 * The version that an address names; without a name, the newest of all. Undefined when there is none, also for a name
 * that nobody has (a link to a deleted version): it is not silently another one.
 */
export function chooseVersion(
  datasets: readonly DatasetView[],
  id: string | null,
): VersionView | undefined {
  const all = datasets.flatMap(({ versions }) => versions);
  if (id !== null) return all.find((version) => version.id === id);
  return all.reduce<VersionView | undefined>(
    (newest, version) => (newest && newest.createdAt >= version.createdAt ? newest : version),
    undefined,
  );
}

/** The row that an address names; without a name the first, which is the newest. */
export const chooseRow = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string | null,
): Row | undefined => (id ? rows.find((row) => row.id === id) : rows[0]);
