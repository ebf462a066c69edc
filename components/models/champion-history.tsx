'use client';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTime } from '@/components/ui/use-formats';
import type { ChampionView } from '@/lib/contracts/models';
import { ChampionBadge } from './badges';
import { PromoteDialog } from './promote-dialog';
import { useRunWords } from './use-run-words';

/** Champions of one target, newest first; an earlier one can be made champion again. */
export function ChampionHistory({ champions }: { champions: readonly ChampionView[] }) {
  const t = useTranslations('models');
  const timeOf = useTime();
  const words = useRunWords();
  const [again, setAgain] = useState<ChampionView | null>(null);
  const present = champions[0]?.runId;
  if (champions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('noChampion')}
      </Text>
    );
  return (
    <>
      <Stack component="ol" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
        {champions.map((champion, i) => (
          <Group
            component="li"
            key={`${champion.chosenAt} ${champion.runId}`}
            justify="space-between"
            align="flex-start"
            wrap="nowrap"
            gap="sm"
            py="xs"
            style={i === 0 ? undefined : { borderTop: '1px solid var(--sl-line)' }}
          >
            <Stack gap={2} miw={0}>
              <Group gap={6}>
                <Anchor component={Link} href={`/models/runs/${champion.runId}`} size="sm" fw={600}>
                  {words.kind(champion.kind)}
                </Anchor>
                {i === 0 ? <ChampionBadge /> : null}
              </Group>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {words.reason(champion.reason)}
              </Text>
              <Text size="xs" c="dimmed" className="tabular">
                {t('chosenLine', {
                  time: timeOf(champion.chosenAt),
                  who: champion.chosenBy,
                  version: champion.versionNumber,
                })}
              </Text>
            </Stack>
            {champion.runId === present ? null : (
              <Button
                size="compact-sm"
                variant="default"
                flex="none"
                onClick={() => setAgain(champion)}
              >
                {t('promoteAgain')}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      <PromoteDialog
        opened={again !== null}
        onClose={() => setAgain(null)}
        runId={again?.runId ?? ''}
        name={again ? words.kind(again.kind) : ''}
        again
      />
    </>
  );
}
