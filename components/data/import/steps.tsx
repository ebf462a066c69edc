'use client';
import { Box, Group, Text, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

export const STEPS = ['files', 'settings', 'run'] as const;
export type Step = (typeof STEPS)[number];

/** Where the reader is in the wizard; steps that can be opened are buttons. */
export function Steps({
  current,
  canOpen,
  onOpen,
}: {
  current: Step;
  canOpen: (step: Step) => boolean;
  onOpen: (step: Step) => void;
}) {
  const t = useTranslations('data.wizard');
  const at = STEPS.indexOf(current);
  return (
    <nav aria-label={t('steps')}>
      <Group component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} wrap="nowrap">
        {STEPS.map((step, i) => (
          <Group key={step} component="li" gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
            {i > 0 ? (
              <Box w={{ base: 10, sm: 32 }} h={1} bg="var(--mantine-color-default-border)" />
            ) : null}
            <UnstyledButton
              onClick={() => onOpen(step)}
              disabled={step === current || !canOpen(step)}
              aria-current={step === current ? 'step' : undefined}
              style={{ cursor: step !== current && canOpen(step) ? 'pointer' : 'default' }}
            >
              <Group gap={8} wrap="nowrap">
                <Box
                  w={26}
                  h={26}
                  fz={13}
                  fw={700}
                  style={{
                    display: 'grid',
                    placeItems: 'center',
                    borderRadius: 13,
                    flexShrink: 0,
                    border: '1px solid var(--mantine-color-default-border)',
                    ...(i <= at
                      ? {
                          background: 'var(--mantine-primary-color-filled)',
                          color: 'var(--mantine-primary-color-contrast)',
                          borderColor: 'transparent',
                        }
                      : {}),
                  }}
                >
                  {i < at ? <IconCheck size={15} aria-hidden /> : i + 1}
                </Box>
                <Text size="sm" fw={step === current ? 700 : 400}>
                  {t(`step.${step}`)}
                </Text>
              </Group>
            </UnstyledButton>
          </Group>
        ))}
      </Group>
    </nav>
  );
}
