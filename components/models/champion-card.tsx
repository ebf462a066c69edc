'use client';
import { Anchor, Button, Card, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useTime } from '@/components/ui/use-formats';
import type { Target } from '@/lib/contracts/models';
import { ChampionHistory } from './champion-history';
import { Term } from './term';
import { useRunWords } from './use-run-words';
import { useChampions } from './use-runs';

/** Which model scores the celebs now, since when and why. */
export function ChampionCard({ dataset, target }: { dataset: string; target: Target }) {
  const t = useTranslations('models');
  const timeOf = useTime();
  const words = useRunWords();
  const query = useChampions(dataset);
  const [opened, { open, close }] = useDisclosure(false);
  const champions = (query.data?.champions ?? []).filter((c) => c.target === target);
  const [present] = champions;
  return (
    <Card component="section" aria-label={t('championTitle')} h="100%">
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Title order={2}>
          <Term help={t('championHelp')}>{t('championTitle')}</Term>
        </Title>
        {champions.length > 0 ? (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconHistory size={15} aria-hidden />}
            onClick={open}
          >
            {t('history')}
          </Button>
        ) : null}
      </Group>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <LoadingState height={72} />
      ) : present ? (
        <Stack gap={4}>
          <Anchor component={Link} href={`/models/runs/${present.runId}`} fw={650} size="lg">
            {words.kind(present.kind)}
          </Anchor>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {words.reason(present.reason)}
          </Text>
          <Text size="xs" c="dimmed" className="tabular">
            {t('chosenLine', {
              time: timeOf(present.chosenAt),
              who: present.chosenBy,
              version: present.versionNumber,
            })}
          </Text>
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          {t('noChampion')}
        </Text>
      )}
      <Modal
        opened={opened}
        onClose={close}
        size="lg"
        title={t('historyOf', { target: t(`targets.${target}`) })}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <ChampionHistory champions={champions} />
      </Modal>
    </Card>
  );
}
