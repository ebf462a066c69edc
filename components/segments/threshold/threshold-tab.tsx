'use client';
import { Alert, Box, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState } from '@/components/ui/states';
import { ruleNumber } from '../chosen-rule';
import { PoliciesCard } from '../policies/policies-card';
import type { SegmentProps } from '../props';
import { exactStop, type RuleStop, ruleStops } from '../rule-stops';
import { useCut } from '../use-segments';
import { HistogramCard } from './histogram-card';
import { ThresholdCard } from './threshold-card';

/** Where the priority group begins, what that means for its size, and the policies saved so far. */
export function ThresholdTab(props: SegmentProps) {
  const { snapshot, scores, chosen } = props;
  const t = useTranslations('segments.threshold');
  const { rule } = chosen;
  // Follows the hand at once; the address is told when the hand lets go.
  const [moving, setMoving] = useState<RuleStop | null>(null);
  const number = ruleNumber(rule);
  const known = number === null ? undefined : exactStop(ruleStops(scores, rule.by), number);
  const asked = useCut(snapshot.id, rule, known === undefined);
  const reason = known || moving ? null : (asked.data?.reason ?? null);
  const cut = moving?.cut ?? known?.cut ?? asked.data;
  const isOld = !moving && !known && asked.isPlaceholderData;
  return (
    <Stack gap="md">
      <Alert
        role="note"
        variant="light"
        icon={<IconInfoCircle aria-hidden />}
        data-note="independence"
      >
        <Text size="sm">{t('independence')}</Text>
      </Alert>
      {asked.isError && !known ? (
        <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />
      ) : null}
      <Box className={isOld ? 'stale' : undefined}>
        <ThresholdCard
          {...props}
          shown={moving?.rule ?? rule}
          cut={cut}
          reason={reason}
          onMove={setMoving}
        />
      </Box>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <HistogramCard {...props} scale="raw" threshold={cut?.threshold ?? null} />
        <HistogramCard {...props} scale="log10" threshold={cut?.threshold ?? null} />
      </SimpleGrid>
      <PoliciesCard {...props} />
    </Stack>
  );
}
