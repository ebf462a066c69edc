/** Next.js calls this once when the web server starts. */
export async function register(): Promise<void> {
  // Inside the condition, so that the bundle for other runtimes never sees what only Node has.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { registerNode } = await import('@/lib/server/web-process');
    registerNode();
  }
}
