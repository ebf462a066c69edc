export type SettingValue = string | number | boolean | null;

/** Nested settings as `group.name` -> value; lists become text. */
export function flatSettings(settings: unknown, prefix = ''): Map<string, SettingValue> {
  const flat = new Map<string, SettingValue>();
  if (typeof settings !== 'object' || settings === null) return flat;
  for (const [name, value] of Object.entries(settings)) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (Array.isArray(value)) flat.set(key, value.join(', '));
    else if (typeof value === 'object' && value !== null)
      for (const [inner, leaf] of flatSettings(value, key)) flat.set(inner, leaf);
    else if (isLeaf(value)) flat.set(key, value);
  }
  return flat;
}

const isLeaf = (value: unknown): value is SettingValue =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

export interface SettingDifference {
  readonly key: string;
  /** One for each of the settings compared; undefined where it has none of this name. */
  readonly values: readonly (SettingValue | undefined)[];
}

/** The settings that are not the same everywhere, in order of first appearance. */
export function settingDifferences(
  all: readonly ReadonlyMap<string, SettingValue>[],
): SettingDifference[] {
  const keys = new Set(all.flatMap((settings) => [...settings.keys()]));
  return [...keys]
    .map((key) => ({ key, values: all.map((settings) => settings.get(key)) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
}
