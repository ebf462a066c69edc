'use client';
import { Button, Card, Grid, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { VersionFile } from '@/lib/contracts/datasets';
import { REJECT_REASONS } from '@/lib/contracts/tables';

/** The files that a version added: rows read, accepted and set aside, the reasons, and the rows themselves as CSV. */
export function VersionFiles({ files }: { files: readonly VersionFile[] }) {
  const t = useTranslations('data');
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="files-title">
      <Title order={2} id="files-title">
        {t('files.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('files.hint')}
      </Text>
      <Stack component="ul" gap={0} m={0} mt="sm" p={0} style={{ listStyle: 'none' }}>
        {files.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
      </Stack>
    </Card>
  );
}

function FileRow({ file }: { file: VersionFile }) {
  const t = useTranslations('data');
  const f = useFormats();
  const reasons = REJECT_REASONS.flatMap((reason) => {
    const count = file.reasons[reason] ?? 0;
    return count > 0 ? [{ reason, count }] : [];
  });
  return (
    <Grid
      component="li"
      gap={{ base: 'xs', sm: 'md' }}
      py="sm"
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <Grid.Col span={{ base: 12, sm: 4 }}>
        <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {file.name}
        </Text>
        <Text size="xs" c="dimmed">
          {t(`tables.${file.table}`)} · {f.bytes(file.bytes)}
        </Text>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 5 }}>
        <Text size="sm" className="tabular">
          {t('files.counts', {
            read: f.integer(file.rowsRead),
            accepted: f.integer(file.rowsAccepted),
          })}
        </Text>
        <Text size="sm" fw={reasons.length > 0 ? 600 : undefined} className="tabular">
          {t('files.rejected', { count: file.rowsRejected })}
        </Text>
        {reasons.length > 0 ? (
          <Stack component="ul" gap={2} mt={4} mb={0} pl="md" fz="sm">
            {reasons.map(({ reason, count }) => (
              <li key={reason}>{t('files.reason', { reason: t(`reasons.${reason}`), count })}</li>
            ))}
          </Stack>
        ) : null}
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 3 }} ta={{ base: 'left', sm: 'right' }}>
        {file.rowsRejected > 0 ? (
          <Button
            size="compact-sm"
            variant="default"
            component="a"
            href={`/api/v1/files/${file.id}/quarantine`}
            download
            leftSection={<IconDownload size={16} aria-hidden />}
            aria-label={t('files.downloadOf', { name: file.name })}
          >
            {t('files.download')}
          </Button>
        ) : null}
      </Grid.Col>
    </Grid>
  );
}
