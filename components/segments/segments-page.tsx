'use client';
import { Alert, Box, Button, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconHelpCircle, IconListDetails } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type VersionChosen, VersionGate } from '@/components/shell/version-gate';
import { type SnapshotChosen, SnapshotGate } from '@/components/snapshots/snapshot-gate';
import { SnapshotPicker } from '@/components/snapshots/snapshot-picker';
import { LinkButton } from '@/components/ui/link-button';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { queryString } from '@/lib/client/api';
import type { ThresholdRule } from '@/lib/domain/segments/threshold';
import { chosenRule, isSameRule, ruleAddress } from './chosen-rule';
import { RuleLine } from './rule-line';
import { TAB_PANELS } from './segment-tabs';
import { SEGMENT_TABS, useSegmentFilter } from './use-segment-filter';
import { usePolicies, useScores } from './use-segments';

/** Whom to look after first: where the priority group begins, and in what it differs. */
export function SegmentsPage() {
  const t = useTranslations('segments');
  return (
    <VersionGate noVersion={{ title: t('emptyTitle'), hint: t('emptyHint') }}>
      {({ version }) => (
        <SnapshotGate version={version} loading={<Loading />}>
          {(chosen) => <Segments version={version} {...chosen} />}
        </SnapshotGate>
      )}
    </VersionGate>
  );
}

function Segments(props: Pick<VersionChosen, 'version'> & SnapshotChosen) {
  const { version, snapshot, list } = props;
  const t = useTranslations('segments');
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" size="sm">
            {t('subtitle')}
          </Text>
        </div>
        <Group gap="sm" align="flex-end">
          <SnapshotPicker snapshot={snapshot} list={list} />
          <LinkButton
            variant="default"
            leftSection={<IconListDetails size={18} stroke={1.7} aria-hidden />}
            href={`/celebs?${queryString({ version: version.id, snapshot: snapshot.id, group: 'priority' })}`}
          >
            {t('openWorklist')}
          </LinkButton>
        </Group>
      </Group>
      <Views {...props} />
    </Stack>
  );
}

function Views({
  version,
  snapshot,
  list,
  isStale,
}: Pick<VersionChosen, 'version'> & SnapshotChosen) {
  const t = useTranslations('segments');
  const [filter, setFilter] = useSegmentFilter();
  const scores = useScores(snapshot.id);
  const policies = usePolicies(version.datasetId);
  const failed = [scores, policies].find((query) => query.isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!scores.data || !policies.data) return <Loading />;
  const { current } = scores.data;
  const chosen = chosenRule(filter, current, policies.data.policies);
  const onRule = (rule: ThresholdRule) => {
    if (!isSameRule(rule, chosen.rule)) void setFilter(ruleAddress(rule, current.rule));
  };
  const props = {
    version,
    snapshot,
    list,
    scores: scores.data,
    policies: policies.data.policies,
    chosen,
    onRule,
  };
  const isOld = isStale || scores.isPlaceholderData || policies.isPlaceholderData;
  return (
    <Box className={isOld ? 'stale' : undefined}>
      {chosen.isUnknown ? (
        <Alert icon={<IconHelpCircle aria-hidden />} color="yellow" variant="light" mb="md">
          <Group gap="sm">
            <Text size="sm">{t('unknownPolicy')}</Text>
            <Button
              size="xs"
              variant="default"
              onClick={() => void setFilter({ policy: null, by: null, share: null, value: null })}
            >
              {t('backToCurrent')}
            </Button>
          </Group>
        </Alert>
      ) : null}
      <RuleLine {...props} />
      <Tabs
        value={filter.tab}
        onChange={(tab) => void setFilter({ tab: SEGMENT_TABS.find((x) => x === tab) ?? null })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('tab')} mb="md">
          {SEGMENT_TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SEGMENT_TABS.map((tab) => {
          const Panel = TAB_PANELS[tab];
          return (
            <Tabs.Panel key={tab} value={tab}>
              <Panel {...props} />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Box>
  );
}

const Loading = () => <LoadingState height={720} />;
