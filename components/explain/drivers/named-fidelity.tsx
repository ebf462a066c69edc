'use client';
import { Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ExplanationPart } from '@/lib/contracts/explain';
import { FidelityNote } from '../fidelity-note';

/** Fidelity of several surrogates in one chart, each with its target's name. */
export function NamedFidelity({ parts }: { readonly parts: readonly ExplanationPart[] }) {
  const t = useTranslations('drivers.importance.targets');
  return (
    <Stack gap={2}>
      {parts.map((part) => (
        <Group key={part.target} gap={6} wrap="nowrap" align="flex-start">
          <Text size="xs" fw={600} style={{ flexShrink: 0 }}>
            {t(part.target)}
          </Text>
          <FidelityNote part={part} />
        </Group>
      ))}
    </Stack>
  );
}
