import { closeStreams } from '@/lib/server/jobs/announcements';
import { endWithLauncher } from '@/lib/server/launcher';

/** The web server ends with its launcher, and does not wait for streams without an end. */
export function registerNode(): void {
  endWithLauncher(() => process.exit(0));
  process.on('SIGTERM', closeStreams);
  process.on('SIGINT', closeStreams);
}
