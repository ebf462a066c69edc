/** The parts of a keyboard event that decide about a shortcut. */
export interface KeyPress {
  readonly key: string;
  /** Place on the keyboard, e.g. `KeyG`: with a Korean input method on, `key` is a Hangul letter. */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The letter or sign of a key press: `?`, `/`, or a lower-case letter a to z; undefined for anything else. */
export function shortcutLetter(press: KeyPress): string | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.key === '?' || (press.code === 'Slash' && press.shiftKey)) return '?';
  if (press.key === '/' || press.code === 'Slash') return '/';
  if (/^[a-z]$/i.test(press.key)) return press.key.toLowerCase();
  const [, letter] = /^Key([A-Z])$/.exec(press.code) ?? [];
  return letter?.toLowerCase();
}

/**
 * The shortcut that a key press completes, and what is pending after it. `g` waits for a second letter.
 *
 * ```
 * nextShortcut('', 'g') // { pending: 'g', shortcut: undefined }
 * nextShortcut('g', 's') // { pending: '', shortcut: 'g s' }
 * ```
 */
export function nextShortcut(
  pending: string,
  letter: string | undefined,
): { pending: string; shortcut: string | undefined } {
  if (letter === undefined) return { pending: '', shortcut: undefined };
  if (pending === '' && letter === 'g') return { pending: 'g', shortcut: undefined };
  return { pending: '', shortcut: pending === '' ? letter : `${pending} ${letter}` };
}
