'use client';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Shell } from './shell';
import classes from './shell.module.css';

/** Pages that are opened without an account: nothing around them leads into the app or asks it anything. */
const SHARED = '/brief/';

/** What is around a page: the shell, or nothing. */
export function Frame({ children }: { children: ReactNode }) {
  if (!usePathname().startsWith(SHARED)) return <Shell>{children}</Shell>;
  return (
    <main id="main" className={classes.shared}>
      {children}
    </main>
  );
}
