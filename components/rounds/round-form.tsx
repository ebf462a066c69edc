'use client';
import {
  Alert,
  Box,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Slider,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUserOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { sendJson } from '@/lib/client/api';
import type { VersionView } from '@/lib/contracts/datasets';
import {
  DEFAULT_HOLDOUT,
  LARGEST_HOLDOUT,
  LEAST_CELEBS,
  type RoundPlan,
  type RoundSummary,
  roundSummarySchema,
} from '@/lib/contracts/rounds';
import type { SnapshotSummary } from '@/lib/contracts/snapshots';
import { holdoutSize } from '@/lib/domain/segments/holdout';
import { useRoundWords } from './use-round-words';
import { ROUNDS_KEY, useRoundPlan, useRounds } from './use-rounds';

export interface RoundFormProps {
  readonly version: VersionView;
  readonly snapshot: SnapshotSummary;
  /** Each once. */
  readonly celebIds: readonly string[];
  readonly onCancel: () => void;
  /** Called with the round that was started. */
  readonly onDone: (round: RoundSummary) => void;
}

/** Asks who can take part, then for the settings of the round. */
export function RoundForm(props: RoundFormProps) {
  const { version, snapshot, celebIds } = props;
  const plan = useRoundPlan(snapshot.id, celebIds);
  const rounds = useRounds(version.datasetId);
  if (plan.isError) return <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />;
  if (!plan.data || rounds.isPending) return <LoadingState height={420} />;
  return (
    <Box className={plan.isPlaceholderData ? 'stale' : undefined}>
      <Fields
        {...props}
        plan={plan.data}
        names={rounds.data?.rounds.map(({ name }) => name) ?? []}
        waits={plan.isPlaceholderData}
      />
    </Box>
  );
}

/** The first of `name`, `name (2)`, `name (3)` ... that is free. */
function freeName(name: string, names: readonly string[]): string {
  const isTaken = new Set(names);
  let free = name;
  for (let n = 2; isTaken.has(free); n++) free = `${name} (${n})`;
  return free;
}

const STEP = 0.05;
const TYPED = { name: 80, owner: 80 } as const;

interface FieldsProps extends RoundFormProps {
  readonly plan: RoundPlan;
  readonly names: readonly string[];
  /** The plan belongs to other celebs still. */
  readonly waits: boolean;
}

function Fields({ snapshot, celebIds, plan, names, waits, onCancel, onDone }: FieldsProps) {
  const t = useTranslations('rounds.form');
  const f = useFormats();
  const words = useRoundWords();
  const client = useQueryClient();
  const [name, setName] = useState(() =>
    freeName(t('suggestedName', { day: f.day(snapshot.asOf) }), names),
  );
  const [share, setShare] = useState(DEFAULT_HOLDOUT);
  const [owner, setOwner] = useState('');
  const [leaveOut, setLeaveOut] = useState(false);
  const baseline = plan.meanChurn ?? 0;
  /** In percentage points; by default a third of what is expected. */
  const [typedFall, setTypedFall] = useState<number | string | null>(null);
  const fall = typedFall ?? Math.max(1, Math.round((baseline * 100) / 3));
  const most = Math.round(baseline * 1000) / 10;
  const isFallValid = typeof fall === 'number' && fall > 0 && fall <= most;
  const holdout = holdoutSize(plan.free, share);
  const contacted = plan.free - holdout;
  const nameError = name.trim() === '' ? t('nameMissing') : null;
  const blocked = plan.taken.length > 0 && !leaveOut;
  const tooFew = plan.free < LEAST_CELEBS;
  const start = useMutation({
    mutationFn: () =>
      sendJson(
        'POST',
        '/rounds',
        {
          snapshot: snapshot.id,
          celebIds,
          name: name.trim(),
          holdoutShare: share,
          owner: owner.trim() || undefined,
          leaveOut,
        },
        roundSummarySchema,
      ),
    onSuccess: (round) => {
      void client.invalidateQueries({ queryKey: ROUNDS_KEY });
      notifications.show({
        color: 'teal',
        title: t('startedTitle', { name: round.name }),
        message: t('sizes', { contacted: round.contacted, holdout: round.holdout }),
      });
      onDone(round);
    },
    // Somebody else may have taken some of the celebs meanwhile: the plan then names them and offers the way on.
    onError: () => void client.invalidateQueries({ queryKey: [...ROUNDS_KEY, 'plan'] }),
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!(nameError || blocked || tooFew || waits)) start.mutate();
      }}
    >
      <Stack gap="md">
        <Text size="sm">{t('about')}</Text>
        {plan.taken.length > 0 ? (
          <TakenCelebs
            plan={plan}
            leaveOut={leaveOut}
            onLeaveOut={(next) => {
              setLeaveOut(next);
              start.reset();
            }}
          />
        ) : null}
        <TextInput
          label={t('name')}
          value={name}
          maxLength={TYPED.name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={nameError}
        />
        <div>
          <Text size="sm" fw={500}>
            {t('share', { share: f.percent(share) })}
          </Text>
          <Slider
            min={0}
            max={LARGEST_HOLDOUT}
            step={STEP}
            value={share}
            // 0.15 may come out as 0.15000000000000002.
            onChange={(value) => setShare(Math.round(value * 100) / 100)}
            label={f.percent}
            thumbLabel={t('shareLabel')}
            thumbValueText={f.percent}
            my="xs"
          />
          <Text size="sm" fw={600} className="tabular" role="status">
            {t('sizes', { contacted, holdout })}
          </Text>
        </div>
        <NumberInput
          label={t('fall')}
          description={t('fallHint', { churn: f.percent(baseline) })}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          suffix={t('pointsUnit')}
          min={0}
          max={most}
          clampBehavior="none"
          decimalScale={1}
          value={fall}
          onChange={setTypedFall}
          error={isFallValid ? null : t('fallRange', { most: f.decimal(most) })}
        />
        <Text size="sm" role="status" className="tabular" data-power mih="2.9em">
          {isFallValid && !tooFew
            ? words.power({ celebs: plan.free, share, baseline, effect: fall / 100 })
            : t('noPower')}
        </Text>
        <TextInput
          label={t('owner')}
          description={t('ownerHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={owner}
          maxLength={TYPED.owner}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
        {start.isError ? <ErrorState error={start.error} /> : null}
        <Group justify="space-between" gap="sm">
          <Text size="sm" c="dimmed" role="status" maw={320}>
            {tooFew
              ? t('tooFew', { least: LEAST_CELEBS, free: plan.free })
              : blocked
                ? t('decide')
                : t('atOnce')}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              disabled={nameError !== null || blocked || tooFew || waits}
              loading={start.isPending}
            >
              {t('start')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

/** Celebs that an alert names; it says how many there are. */
const NAMED = 6;

/** Who cannot take part and why, with the way on. */
function TakenCelebs({
  plan: { taken },
  leaveOut,
  onLeaveOut,
}: {
  readonly plan: RoundPlan;
  readonly leaveOut: boolean;
  readonly onLeaveOut: (leaveOut: boolean) => void;
}) {
  const t = useTranslations('rounds.form');
  const names = taken.slice(0, NAMED).map(({ name, celebId }) => name ?? celebId);
  const acted = taken.filter(({ reason }) => reason === 'acted').length;
  return (
    <Alert color="orange" variant="light" icon={<IconUserOff aria-hidden />}>
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t('takenTitle', { count: taken.length })}
        </Text>
        <Text size="sm">
          {t('taken', {
            acted,
            inRound: taken.length - acted,
            names: names.join(', '),
            more: taken.length - names.length,
          })}
        </Text>
        <Checkbox
          label={t('leaveOut', { count: taken.length })}
          checked={leaveOut}
          onChange={(event) => onLeaveOut(event.currentTarget.checked)}
        />
      </Stack>
    </Alert>
  );
}
