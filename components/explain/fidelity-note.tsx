'use client';
import { Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { ExplanationPart } from '@/lib/contracts/explain';

/** How well the surrogate stands for its model, to be read beside each of its charts; below R² 0.8 a warning. */
export function FidelityNote({ part }: { readonly part: Pick<ExplanationPart, 'fidelity'> }) {
  const t = useTranslations('explain.fidelity');
  const f = useFormats();
  const { r2, agreement, windows, isFaithful } = part.fidelity;
  const numbers = {
    r2: r2 === null ? '–' : f.hundredths(r2),
    agreement: f.percent(agreement),
    windows,
  };
  if (isFaithful)
    return (
      <Text size="xs" c="dimmed" className="tabular" data-fidelity="faithful">
        {t('note', numbers)}
      </Text>
    );
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" data-fidelity="weak">
      <IconAlertTriangle
        size={15}
        color="var(--mantine-color-orange-text)"
        aria-hidden
        style={{ flexShrink: 0, marginTop: 1 }}
      />
      <Text size="xs" className="tabular">
        <b>{t('weak')}</b> {t('note', numbers)}
      </Text>
    </Group>
  );
}
