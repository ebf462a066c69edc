'use client';
import { Alert, Button, Center, Skeleton, Stack, Text, Title } from '@mantine/core';
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

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
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
        {onRetry ? (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('tryAgain')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}

export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Center py={56} px="md">
      <Stack align="center" gap="sm" maw={480} ta="center">
        {/* biome-ignore lint/performance/noImgElement: a tiny static SVG needs no optimiser */}
        <img src="/logo.svg" alt="" width={56} height={56} />
        <Title order={2} size="h3">
          {title}
        </Title>
        <Text c="dimmed">{children}</Text>
        {action}
      </Stack>
    </Center>
  );
}

export function LoadingState({ height = 240 }: { height?: number }) {
  const t = useTranslations('states');
  return <Skeleton height={height} radius="md" role="status" aria-label={t('loading')} />;
}
