'use client';
import { Button, Grid, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { JobsPanel } from '@/components/jobs/jobs-panel';
import { useJobs } from '@/components/shell/use-jobs';
import { useVersion } from '@/components/shell/use-version';
import { ErrorState } from '@/components/ui/states';
import { DatasetCard } from './dataset-card';
import { DemoButton } from './demo-button';
import { VersionDetails } from './version-details';
import { Welcome } from './welcome';

export function DataPage() {
  const t = useTranslations('data');
  const { query, datasets, dataset, version } = useVersion();
  const { open } = useJobs();
  // Once there is something to watch, it stays where it is: on a small screen above the versions.
  const [watching, setWatching] = useState(false);
  if (open.length > 0 && !watching) setWatching(true);
  if (query.isError && !query.data)
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const others = datasets.filter((d) => d.id !== dataset?.id);
  const fresh = query.isSuccess && datasets.length === 0;
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" size="sm">
            {t('subtitle')}
          </Text>
        </div>
        {fresh ? null : (
          <Group gap="xs">
            <DemoButton />
            <Button
              component={Link}
              href="/data/import"
              leftSection={<IconFileImport size={18} aria-hidden />}
            >
              {t('import')}
            </Button>
          </Group>
        )}
      </Group>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }} order={2}>
          {query.isPending ? (
            <Stack gap="md">
              <Skeleton height={180} radius="md" />
              <Skeleton height={420} radius="md" />
            </Stack>
          ) : fresh ? (
            <Welcome working={open.length > 0} />
          ) : (
            <Stack gap="md">
              {dataset ? <DatasetCard dataset={dataset} selected={version?.id ?? null} /> : null}
              {version ? <VersionDetails version={version} datasets={datasets} /> : null}
              {others.length > 0 ? (
                <>
                  <Title order={2} mt="sm">
                    {t('otherDatasets')}
                  </Title>
                  {others.map((other) => (
                    <DatasetCard key={other.id} dataset={other} selected={null} />
                  ))}
                </>
              ) : null}
            </Stack>
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }} order={{ base: watching ? 1 : 3, lg: 3 }}>
          <JobsPanel />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
