'use client';
import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { nextShortcut, shortcutLetter } from './shortcut-keys';

/** After this pause a lone `g` is forgotten. */
const FORGET_AFTER_MS = 1500;

const TYPING =
  'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="dialog"] *';

/**
 * Runs the action of a pressed shortcut, unless somebody is typing or an open dialog has the keyboard. Single keys can
 * be switched off (WCAG 2.2, 2.1.4), and that is remembered in this browser; `?` then stays, as the way back.
 */
export function useShortcuts(actions: Readonly<Record<string, () => void>>) {
  const [enabled, setEnabled] = useLocalStorage({
    key: 'stagelight-shortcuts',
    defaultValue: true,
  });
  const latest = useRef({ actions, enabled });
  latest.current = { actions, enabled };
  useEffect(() => {
    let pending = '';
    let pendingSince = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || (event.target instanceof Element && event.target.closest(TYPING))) return;
      const letter = shortcutLetter(event);
      if (event.timeStamp - pendingSince > FORGET_AFTER_MS) pending = '';
      const next = nextShortcut(pending, letter);
      pending = next.pending;
      pendingSince = event.timeStamp;
      const { actions: now, enabled: on } = latest.current;
      if (next.shortcut === undefined || (!on && next.shortcut !== '?')) return;
      const action = now[next.shortcut];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return { enabled, setEnabled };
}
