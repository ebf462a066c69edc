'use client';
import { Alert, Button, Center, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ApiError } from '@/lib/client/api';
import type { ErrorBody } from '@/lib/contracts/errors';

/** The sentence for an error: by its code in the reader's language, with its details as parameters. */
export function useErrorText(): (error: ErrorBody['error']) => string {
  const t = useTranslations('errors');
  return ({ code, message, details }) => {
    const values: Record<string, string | number> = {
      file: '',
      line: 0,
      column: '',
      field: '',
      reason: message,
      rows: 0,
    };
    for (const [key, value] of Object.entries(details))
      values[key] = typeof value === 'number' ? value : String(value ?? '');
    return t(code, values);
  };
}

/** What happened, that nothing was lost, and what to do: try again, or another way out. */
export function ErrorState({
  error,
  onRetry,
  action,
}: {
  error: unknown;
  onRetry?: () => void;
  action?: ReactNode;
}) {
  const t = useTranslations('states');
  const text = useErrorText();
  const message = error instanceof ApiError ? text(error.body) : t('unknownError');
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('errorTitle')}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{message}</Text>
        <Group gap="xs">
          {onRetry ? (
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('tryAgain')}
            </Button>
          ) : null}
          {action}
        </Group>
      </Stack>
    </Alert>
  );
}

/** Nothing here yet: why, and what to do next. `page` when it is all that the page shows. */
export function EmptyState({
  title,
  children,
  action,
  page = false,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  page?: boolean;
}) {
  return (
    <Center py={page ? 96 : 56} px="md">
      <Stack align="center" gap="sm" maw={480} ta="center">
        {/* biome-ignore lint/performance/noImgElement: a tiny static SVG needs no optimiser */}
        <img src="/logo.svg" alt="" width={52} height={52} />
        <Title order={page ? 1 : 2}>{title}</Title>
        <Text c="dimmed">{children}</Text>
        {action}
      </Stack>
    </Center>
  );
}

/** Holds the place of what is coming, at its height. */
export function LoadingState({ height = 240 }: { height?: number }) {
  const t = useTranslations('states');
  return <Skeleton height={height} radius="md" role="status" aria-label={t('loading')} />;
}
