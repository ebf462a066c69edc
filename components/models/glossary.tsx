'use client';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHelpCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { CLASSIFICATION_METRICS } from '@/lib/domain/metrics/definitions';

/** Opens the meaning of every word and metric on the page. */
export function GlossaryButton() {
  const t = useTranslations('models');
  const [opened, { open, close }] = useDisclosure(false);
  const terms = [
    ...CLASSIFICATION_METRICS.map((metric) => ({
      key: metric,
      name: t(`metric.${metric}.name`),
      help: t(`metric.${metric}.help`),
    })),
    { key: 'interval', name: t('intervalTerm'), help: t('intervalHelp') },
    { key: 'ceiling', name: t('ceiling'), help: t('ceilingHint') },
    { key: 'optimistic', name: t('optimistic'), help: t('optimisticHint') },
    { key: 'champion', name: t('championTitle'), help: t('championHelp') },
  ];
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconHelpCircle size={15} aria-hidden />}
        onClick={open}
      >
        {t('glossary')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        size="lg"
        title={t('glossary')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Stack component="dl" gap="sm" m={0}>
          {terms.map(({ key, name, help }) => (
            <div key={key}>
              <Text component="dt" size="sm" fw={600}>
                {name}
              </Text>
              <Text component="dd" size="sm" c="dimmed" m={0}>
                {help}
              </Text>
            </div>
          ))}
        </Stack>
      </Modal>
    </>
  );
}
