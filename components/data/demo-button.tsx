'use client';
import { Button } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { JOBS_KEY } from '@/components/shell/use-jobs';
import { sendJson } from '@/lib/client/api';
import { jobSchema } from '@/lib/contracts/jobs';

/** Starts the simulation at full size; the job panel shows how it goes. */
export function DemoButton() {
  const t = useTranslations('data');
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () => sendJson('POST', '/demo', {}, jobSchema),
    onSuccess: () => client.invalidateQueries({ queryKey: JOBS_KEY }),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconSparkles size={16} aria-hidden />}
      loading={start.isPending}
      onClick={() => start.mutate()}
    >
      {t('demo')}
    </Button>
  );
}
