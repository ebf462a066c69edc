/** Next.js calls this once when the web server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { endWithLauncher } = await import('@/lib/server/launcher');
  const { closeStreams } = await import('@/lib/server/jobs/announcements');
  endWithLauncher(() => process.exit(0));
  // Next.js waits for open answers before it ends, and a stream of events is one without an end.
  process.on('SIGTERM', closeStreams);
  process.on('SIGINT', closeStreams);
}
