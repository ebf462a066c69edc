'use client';
import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ClockBar } from '@/components/clock/clock-bar';
import { VersionGate } from '@/components/shell/version-gate';
import { type SnapshotChosen, SnapshotGate } from '@/components/snapshots/snapshot-gate';
import { SnapshotPicker } from '@/components/snapshots/snapshot-picker';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { WhenIdle } from '@/components/ui/when-idle';
import type { VersionView } from '@/lib/contracts/datasets';
import type { WorklistOptions } from '@/lib/contracts/worklist';
import { useWorklistOptions } from './use-worklist';
import { useWorklistFilter } from './use-worklist-filter';
import { Worklist } from './worklist';
import { WorklistFilterBar } from './worklist-filter-bar';

/** Narrower than this, rows are cards. */
const PHONE = '(max-width: 48em)';

/** Whom the community manager looks after today: every scored celeb, with why, and what is being done. */
export function WorklistPage() {
  const t = useTranslations('worklist');
  return (
    <VersionGate noVersion={{ title: t('noVersionTitle'), hint: t('noVersionHint') }}>
      {({ version }) => (
        <Stack gap="md">
          <ClockBar version={version} />
          <SnapshotGate version={version} loading={<LoadingState height={700} />}>
            {(chosen) => <Scored version={version} {...chosen} />}
          </SnapshotGate>
        </Stack>
      )}
    </VersionGate>
  );
}

function Scored(props: SnapshotChosen & { readonly version: VersionView }) {
  const { version, snapshot, list, isStale } = props;
  const t = useTranslations('worklist');
  const [state, setState] = useWorklistFilter();
  const options = useWorklistOptions(snapshot.id, snapshot.hasReasons);
  const isPhone = useMediaQuery(PHONE);
  const query = `version=${version.id}&snapshot=${snapshot.id}`;
  return (
    <Stack gap="md" className={isStale ? 'stale' : undefined}>
      <Group justify="space-between" align="flex-end" gap="sm" wrap={isPhone ? 'wrap' : 'nowrap'}>
        <div>
          <Title order={1}>{t('title')}</Title>
          {options.data ? <Counts options={options.data} query={query} /> : <Text>&nbsp;</Text>}
        </div>
        <SnapshotPicker snapshot={snapshot} list={list} />
      </Group>
      {options.data && !snapshot.hasReasons ? (
        <Text size="sm" c="dimmed">
          {t('explainFirst')}{' '}
          <Anchor
            component={Link}
            size="sm"
            underline="always"
            href={`/explain?version=${version.id}`}
          >
            {t('explainLink')}
          </Anchor>
        </Text>
      ) : null}
      {options.isError ? (
        <ErrorState error={options.error} onRetry={() => void options.refetch()} />
      ) : !options.data ? (
        <LoadingState height={640} />
      ) : (
        // Only the browser knows whether rows are cards, so the server leaves both out.
        <WhenIdle fallback={<LoadingState height={640} />}>
          <WorklistFilterBar
            options={options.data}
            state={state}
            setState={setState}
            isPhone={isPhone}
          />
          <WhenIdle fallback={<LoadingState height={560} />}>
            <Worklist
              // Rows of another height are another list.
              key={isPhone ? 'cards' : 'table'}
              version={version}
              snapshot={snapshot}
              options={options.data}
              state={state}
              setState={setState}
              isPhone={isPhone}
            />
          </WhenIdle>
        </WhenIdle>
      )}
    </Stack>
  );
}

/** How many there are, how many have priority and by what, and the way to where that is chosen. */
function Counts({ options, query }: { readonly options: WorklistOptions; readonly query: string }) {
  const t = useTranslations('worklist');
  const f = useFormats();
  const { celebs, priority, policy, rule } = options;
  const by =
    policy?.name ??
    (rule.by === 'quantile' ? t('defaultRule', { share: f.percent(rule.share) }) : t('otherRule'));
  return (
    <Text size="sm" c="dimmed" className="tabular">
      {t('counts', {
        celebs,
        priority: priority.celebs,
        policy: by,
        churners: f.decimal(priority.expectedChurners),
      })}{' '}
      <Anchor component={Link} size="sm" underline="always" href={`/segments?${query}`}>
        {t('segmentsLink')}
      </Anchor>
      {' · '}
      <Anchor component={Link} size="sm" underline="always" href={`/celebs/rounds?${query}`}>
        {t('roundsLink')}
      </Anchor>
    </Text>
  );
}
