import { type NextRequest, NextResponse } from 'next/server';
import { database } from '@/lib/server/db/client';
import { sharedWeek } from '@/lib/server/queries/delivery/shares';

export const config = { matcher: '/brief/:token' };

/**
 * Gives a link that is closed its status. The page says so itself, but by the time it knows, the beginning of the
 * answer has been sent.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const token = request.nextUrl.pathname.split('/').at(-1) ?? '';
  if (await sharedWeek(database(), token)) return NextResponse.next();
  return NextResponse.rewrite(request.nextUrl, { status: 404 });
}
