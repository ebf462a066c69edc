/** What a model says of a series; the strongest first in a list. */
export interface SeriesWeight<Group extends string> {
  readonly name: string;
  readonly group: Group;
  /** Mean |SHAP|. */
  readonly shap: number;
  readonly direction: 'up' | 'down' | null;
}

/** For which of two targets a series matters. */
export const DRIVER_ROLES = ['both', 'first', 'second', 'neither'] as const;
export type DriverRole = (typeof DRIVER_ROLES)[number];

export interface DriverSide {
  /** Of the sum of all mean |SHAP| of the target, in [0, 1]; targets differ in scale, their shares compare. */
  readonly share: number;
  /** 1 for the largest share. */
  readonly rank: number;
  readonly direction: 'up' | 'down' | null;
}

export interface CommonDriver<Group extends string> {
  readonly name: string;
  readonly group: Group;
  readonly role: DriverRole;
  /** Whether more of the series pushes one target up and the other down; null when a direction is not known. */
  readonly opposite: boolean | null;
  /** Null for a series that the target's model does not read. */
  readonly first: DriverSide | null;
  readonly second: DriverSide | null;
}

export interface CommonDrivers<Group extends string> {
  /** Those with the largest smaller share first: what matters to both comes on top. */
  readonly drivers: readonly CommonDriver<Group>[];
  /** The share that each series would have if all mattered the same: from it on a series matters. */
  readonly equalShare: number;
}

/** Answers: which series drive two targets alike, and which only one of them? */
export function commonDrivers<Group extends string>(
  first: readonly SeriesWeight<Group>[],
  second: readonly SeriesWeight<Group>[],
): CommonDrivers<Group> {
  const sides = [sidesOf(first), sidesOf(second)] as const;
  const groups = new Map([...first, ...second].map(({ name, group }) => [name, group]));
  const equalShare = groups.size === 0 ? 0 : 1 / groups.size;
  const share = (side: DriverSide | null) => side?.share ?? 0;
  // A sum of shares may miss 1 by rounding; a series among equals still matters.
  const matters = (side: DriverSide | null) => share(side) > 0 && share(side) >= equalShare - 1e-12;
  const drivers = Array.from(groups, ([name, group]): CommonDriver<Group> => {
    const [a, b] = [sides[0].get(name) ?? null, sides[1].get(name) ?? null];
    const role = matters(a) ? (matters(b) ? 'both' : 'first') : matters(b) ? 'second' : 'neither';
    const known = a?.direction && b?.direction;
    const opposite = known ? a.direction !== b.direction : null;
    return { name, group, role, opposite, first: a, second: b };
  });
  const least = (d: CommonDriver<Group>) => Math.min(share(d.first), share(d.second));
  const most = (d: CommonDriver<Group>) => Math.max(share(d.first), share(d.second));
  drivers.sort((a, b) => least(b) - least(a) || most(b) - most(a));
  return { drivers, equalShare };
}

function sidesOf(series: readonly SeriesWeight<string>[]): Map<string, DriverSide> {
  const total = series.reduce((sum, { shap }) => sum + shap, 0);
  const sorted = series.toSorted((a, b) => b.shap - a.shap);
  return new Map(
    sorted.map(({ name, shap, direction }, i) => [
      name,
      { share: total > 0 ? shap / total : 0, rank: i + 1, direction },
    ]),
  );
}
