'use client';
import { type ReactNode, useEffect, useState } from 'react';

/** Those that wait for their turn, the first that asked first. */
const waiting = new Set<() => void>();
let isServing = false;

/** After this long a turn comes even to a browser that is never idle. */
const LONGEST_WAIT_MS = 300;

function whenIdle(run: () => void): void {
  // Safari has no such callback.
  if ('requestIdleCallback' in window)
    window.requestIdleCallback(run, { timeout: LONGEST_WAIT_MS });
  else setTimeout(run, 0);
}

function serve(): void {
  const [next] = waiting;
  isServing = next !== undefined;
  if (!next) return;
  waiting.delete(next);
  next();
  whenIdle(serve);
}

/**
 * Does something costly when the browser has time for it, after all that asked before.
 * @returns gives the turn up
 */
export function takeTurn(run: () => void): () => void {
  waiting.add(run);
  if (!isServing) {
    isServing = true;
    whenIdle(serve);
  }
  return () => {
    waiting.delete(run);
  };
}

/**
 * Renders something costly when the browser has time for it, one after the other, so that a page of many pictures
 * answers its reader meanwhile. It never is in the HTML of the server.
 * @param fallback in its place until then; give that its height
 */
export function WhenIdle({
  children,
  fallback = null,
}: {
  readonly children: ReactNode;
  readonly fallback?: ReactNode;
}) {
  const [isTurn, setTurn] = useState(false);
  useEffect(() => takeTurn(() => setTurn(true)), []);
  return isTurn ? children : fallback;
}
