import type { NextRequest } from 'next/server';
import { NextResponse } from 'next/server';
import { createTranslator } from 'next-intl';
import { DEFAULT_LOCALE, LOCALE_COOKIE } from '@/lib/client/locale';
import { LOCALES } from '@/lib/domain/format/locales';
import { database } from '@/lib/server/db/client';
import { sharedWeek } from '@/lib/server/queries/delivery/shares';
import en from '@/messages/en';
import ko from '@/messages/ko';

export const config = { matcher: '/brief/:token' };

/**
 * Answers for a link that is closed. The page itself would know only when the beginning of its answer, with its status,
 * has been sent.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const token = request.nextUrl.pathname.split('/').at(-1) ?? '';
  if (await sharedWeek(database(), token)) return NextResponse.next();
  const chosen = request.cookies.get(LOCALE_COOKIE)?.value;
  const asked = request.headers.get('accept-language')?.slice(0, 2);
  const locale = LOCALES.find((one) => one === (chosen ?? asked)) ?? DEFAULT_LOCALE;
  const t = createTranslator({
    locale,
    messages: locale === 'ko' ? ko : en,
    namespace: 'delivery.share',
  });
  const html = `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark"><title>${t('closed')} · Stagelight</title></head>
<body style="font-family:system-ui,sans-serif;max-width:480px;margin:96px auto;padding:0 16px;text-align:center">
<main><h1 style="font-size:22px">${t('closed')}</h1><p>${t('closedHint')}</p></main>
</body>
</html>
`;
  return new NextResponse(html, {
    status: 404,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}
