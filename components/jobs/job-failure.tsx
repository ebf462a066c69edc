'use client';
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useErrorText } from '@/components/ui/states';
import type { JobView } from '@/lib/contracts/jobs';

/** Why a job ended without a result: what happened and where (the sentence names file, line and column), what was kept. */
export function JobFailure({ job, children }: { job: JobView; children?: ReactNode }) {
  const t = useTranslations('jobs');
  const errorText = useErrorText();
  const { error } = job;
  if (!error) return null;
  const harmless = error.code === 'nothing_new';
  return (
    <Alert
      variant="light"
      color={harmless ? 'night' : 'red'}
      icon={harmless ? <IconInfoCircle aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={t(harmless ? 'nothingNewTitle' : 'failedTitle')}
      role="alert"
    >
      <Text size="sm">{errorText(error)}</Text>
      <Text size="sm" mt={6}>
        {t(`kept.${job.type}`)}
      </Text>
      {children}
    </Alert>
  );
}
