import { route } from '@/lib/server/http/route';

/** Whether the server and its database answer; the launcher waits for it. */
export const GET = route({
  capability: 'data:read',
  handle: async ({ db }) => {
    await db.$queryRaw`SELECT 1`;
    return { status: 'ok' };
  },
});
