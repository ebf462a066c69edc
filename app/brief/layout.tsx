import type { ReactNode } from 'react';
import classes from '@/components/shell/shell.module.css';

/** Around a page that is opened without an account: nothing that leads into the app or asks it anything. */
export default function BriefLayout({ children }: { children: ReactNode }) {
  return (
    <main id="main" className={classes.shared}>
      {children}
    </main>
  );
}
