'use client';
import { Button, Card, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusLook } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import type { SegmentationGroup } from '@/lib/contracts/segmentation';
import type { StabilityWord } from '@/lib/domain/segments/segmentation-words';
import { Figure } from '../threshold/figure';
import type { SegmentationWords } from './use-segmentation-words';

const LOOK = {
  stable: { color: 'teal', icon: IconCircleCheck },
  doubtful: { color: 'yellow', icon: IconHelpCircle },
  unstable: { color: 'red', icon: IconCircleX },
} as const satisfies Record<StabilityWord, StatusLook>;

interface Props {
  readonly group: SegmentationGroup;
  /** Of all groups together. */
  readonly celebs: number;
  readonly words: SegmentationWords;
  /** It is compared below. */
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** One group: what it is like, what to expect of it, and whether it would be found again. */
export function GroupCard({ group, celebs, words, isChosen, onChoose }: Props) {
  const t = useTranslations('segmentation');
  const f = useFormats();
  const name = words.group(group.key);
  const { stability } = group;
  return (
    <Card component="section" aria-label={name} data-group={group.key}>
      <Group justify="space-between" align="flex-start" gap="xs" wrap="nowrap" mb={4}>
        <Title order={2}>{name}</Title>
        {stability ? (
          <StatusBadge
            look={LOOK[stability.word]}
            text={t(`stability.${stability.word}`, { value: f.hundredths(stability.jaccard) })}
          />
        ) : null}
      </Group>
      <Text size="sm" mb="sm" mih={42} data-traits>
        {words.traits(group)}
      </Text>
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs" mb="sm">
        <Figure
          name="celebs"
          label={t('size')}
          value={f.integer(group.celebs)}
          note={t('ofAll', { share: f.percent(group.celebs / celebs) })}
        />
        <Figure
          name="churners"
          label={t('churners')}
          value={f.decimal(group.expectedChurners)}
          note={t('meanChurn', { value: f.score(group.meanChurn) })}
        />
        <Figure
          name="stickered"
          label={t('stickered')}
          value={f.decimal(group.expectedStickered)}
          note={t('meanSticker', { value: f.score(group.meanSticker) })}
        />
        <Figure
          name="score"
          label={t('score')}
          value={f.score(group.meanScore)}
          note={t('scoreNote')}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed" className="tabular" mb="sm">
        {group.profile
          .map(({ variable, mean }) => `${words.variable(variable)} ${words.mean(mean)}`)
          .join(' · ')}
      </Text>
      <Button
        size="xs"
        mt="auto"
        variant={isChosen ? 'light' : 'default'}
        aria-pressed={isChosen}
        aria-label={t('compareOf', { group: name })}
        onClick={onChoose}
      >
        {t(isChosen ? 'compared' : 'compare')}
      </Button>
    </Card>
  );
}
