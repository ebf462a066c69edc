/** Set by the launcher for its children. Their standard input then is a pipe that nobody writes to. */
export const LAUNCHED = 'STAGELIGHT_LAUNCHED';

/**
 * Calls `end` when the launcher has gone, however it went: the system closes its end of the pipe also after
 * `kill -9`. A child that lived on would hold the port and take jobs unseen.
 */
export function endWithLauncher(end: () => void): void {
  if (process.env[LAUNCHED] !== '1') return;
  // What is still to be said has no listener then; that must not end the process before it has stopped in order.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  process.stdin.once('end', end).once('close', end).once('error', end).resume();
}
