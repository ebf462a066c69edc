'use client';
import { createTheme, MantineProvider, mergeThemeOverrides, Notification } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useMemo, useState } from 'react';
import { theme } from '@/components/ui/theme';
import { ApiError } from '@/lib/client/api';
import { errorStatus } from '@/lib/contracts/errors';

/** Once, unless the server says that the question itself is wrong: then the answer stays the same. */
const retryOnce = (failures: number, error: unknown): boolean =>
  failures < 1 && !(error instanceof ApiError && errorStatus[error.body.code] < 500);

/** The theme, with a name in the reader's language for the button that closes a message. */
function useNamedTheme() {
  const close = useTranslations('shell')('close');
  return useMemo(() => {
    const defaultProps = { closeButtonProps: { 'aria-label': close } };
    const components = { Notification: Notification.extend({ defaultProps }) };
    return mergeThemeOverrides(theme, createTheme({ components }));
  }, [close]);
}

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: 30_000, retry: retryOnce, refetchOnWindowFocus: false },
        },
      }),
  );
  const named = useNamedTheme();
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <MantineProvider theme={named} defaultColorScheme="auto">
          <Notifications position="bottom-right" />
          {children}
        </MantineProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  );
}
