'use client';
import { Anchor, Card, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { RunDetail } from '@/lib/contracts/models';
import { SEQUENCE_FILES, TABULAR_FILES } from '@/lib/contracts/runs';
import { SEQUENCE_MODELS } from '@/lib/contracts/training';

/** The model's files, and what can read them. */
export function RunDownloads({ run }: { run: RunDetail }) {
  const t = useTranslations('models.downloads');
  const sequence = SEQUENCE_MODELS.some((kind) => kind === run.kind);
  const files = sequence ? SEQUENCE_FILES : TABULAR_FILES;
  return (
    <Card component="section" aria-label={t('title')}>
      <Title order={2} mb="xs">
        {t('title')}
      </Title>
      <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {files.map((name) => (
          <li key={name}>
            <Anchor
              href={`/api/v1/models/runs/${run.id}/files/${name}`}
              download
              size="sm"
              fw={600}
            >
              <IconDownload size={14} aria-hidden style={{ verticalAlign: '-2px' }} /> {name}
            </Anchor>
            <Text size="xs" c="dimmed">
              {t(
                `about.${name === 'model.json' ? 'model' : name === 'weights.bin' ? 'weights' : name === 'model.onnx' ? 'onnx' : 'tabular'}`,
              )}
            </Text>
          </li>
        ))}
      </Stack>
    </Card>
  );
}
