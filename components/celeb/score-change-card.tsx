'use client';
import { Card, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useExplainedWindow } from '@/components/explain/window/use-one-celeb';
import { useWindowWords } from '@/components/explain/window/use-window-words';
import { LinkButton } from '@/components/ui/link-button';
import { useFormats } from '@/components/ui/use-formats';
import type { CelebProfile } from '@/lib/contracts/celeb';
import { TARGETS, type Target } from '@/lib/contracts/models';
import { windowChange } from '@/lib/domain/explain/window-change';
import { DirectionMark } from './direction-mark';
import { printedChange } from './printed-change';
import type { ReceiptProps } from './score-receipt-card';

/** Variables named of each model. */
const MOVERS = 3;

type Previous = NonNullable<CelebProfile['previous']>;

/** What moved the score since the one before: the two models' parts, which add up, and the variables behind each. */
export function ScoreChangeCard({ profile, receipt }: ReceiptProps) {
  const t = useTranslations('celeb');
  const f = useFormats();
  const { previous, change } = profile;
  return (
    <Card component="section" aria-label={t('change')} miw={0}>
      <Stack gap="md">
        <div>
          <Title order={2}>{t('change')}</Title>
          <Text size="xs" c="dimmed">
            {previous
              ? t('changeSince', { from: f.longDay(previous.asOf), to: f.longDay(profile.asOf) })
              : t('changeHint')}
          </Text>
        </div>
        {previous?.receipt && change ? (
          <Change
            profile={profile}
            receipt={receipt}
            previous={previous}
            before={previous.receipt}
            change={change}
          />
        ) : (
          <Text c="dimmed">
            {previous ? t('notScoredBefore', { day: f.longDay(previous.asOf) }) : t('firstScores')}
          </Text>
        )}
      </Stack>
    </Card>
  );
}

interface ChangeProps extends ReceiptProps {
  readonly previous: Previous;
  readonly before: ReceiptProps['receipt'];
  readonly change: NonNullable<CelebProfile['change']>;
}

function Change({ profile, receipt, previous, before, change }: ChangeProps) {
  const t = useTranslations('celeb');
  const f = useFormats();
  const printed = printedChange(before.score, receipt.score, change);
  const total = printed.after - printed.before;
  const changed = TARGETS.filter((target) => !previous.sameModels[target]);
  return (
    <>
      <Table verticalSpacing={7} horizontalSpacing="xs" className="tabular">
        <Table.Tbody>
          <Row name="before" label={f.day(previous.asOf)} value={f.score(printed.before)} />
          {TARGETS.map((target) => (
            <Row
              key={target}
              name={target}
              label={t(`partOf.${target}`)}
              note={t('fromTo', { from: f.score(before[target]), to: f.score(receipt[target]) })}
              value={f.signedScore(printed[target])}
              direction={printed[target]}
            >
              <Movers profile={profile} target={target} since={previous.asOf} />
            </Row>
          ))}
          <Row
            name="after"
            label={f.day(profile.asOf)}
            note={t('changeTotal', { change: f.signedScore(total) })}
            value={f.score(printed.after)}
            strong
          />
        </Table.Tbody>
      </Table>
      {changed.map((target) => (
        <Text key={target} size="sm" role="note">
          {t(`otherModel.${target}`)}
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {t('splitHint')}
      </Text>
    </>
  );
}

function Row({
  name,
  label,
  note,
  value,
  direction = 0,
  strong = false,
  children,
}: {
  readonly name: string;
  readonly label: string;
  readonly note?: string;
  readonly value: string;
  readonly direction?: number;
  readonly strong?: boolean;
  readonly children?: React.ReactNode;
}) {
  return (
    <Table.Tr data-change={name}>
      <Table.Th scope="row" fw={strong ? 700 : 550} style={{ verticalAlign: 'top' }}>
        {label}
        {note ? (
          <Text span c="dimmed" size="sm" ml={8} fw={400}>
            {note}
          </Text>
        ) : null}
        {children}
      </Table.Th>
      <Table.Td
        ta="right"
        fw={strong ? 700 : 600}
        fz={strong ? 20 : 16}
        style={{ verticalAlign: 'top', whiteSpace: 'nowrap' }}
      >
        <DirectionMark change={direction} />
        {value}
      </Table.Td>
    </Table.Tr>
  );
}

interface MoversProps {
  readonly profile: CelebProfile;
  readonly target: Target;
  /** Day of the scores before. */
  readonly since: string;
}

/** The variables that moved one probability, or how to learn them. */
function Movers({ profile, target, since }: MoversProps) {
  const t = useTranslations('celeb');
  const explanation = profile.explanations[target];
  if (explanation !== null)
    return (
      <KnownMovers profile={profile} target={target} since={since} explanation={explanation} />
    );
  return (
    <Group gap={6} fw={400}>
      <Text size="sm" c="dimmed">
        {t('notExplained')}
      </Text>
      <LinkButton
        variant="subtle"
        size="compact-sm"
        href={`/explain?version=${profile.versionId}&target=${target}`}
      >
        {t('explain')}
      </LinkButton>
    </Group>
  );
}

function KnownMovers({
  profile,
  target,
  since,
  explanation,
}: MoversProps & { readonly explanation: string }) {
  const t = useTranslations('celeb');
  const f = useFormats();
  const words = useWindowWords();
  const asked = {
    id: explanation,
    target,
    celeb: profile.celeb.id,
    version: profile.versionId,
  };
  const now = useExplainedWindow({ ...asked, anchor: profile.asOf });
  const before = useExplainedWindow({ ...asked, anchor: since });
  const moved = useMemo(
    () => (now.data && before.data ? windowChange(before.data, now.data, MOVERS) : undefined),
    [now.data, before.data],
  );
  if (now.isError || before.isError)
    return (
      <Text size="sm" c="dimmed" fw={400}>
        {t('moversFailed')}
      </Text>
    );
  if (!moved) return <Skeleton height={64} mt={6} aria-hidden />;
  const shown = moved.shown.slice(0, MOVERS);
  if (shown.length === 0)
    return (
      <Text size="sm" c="dimmed" fw={400}>
        {t('nothingMoved')}
      </Text>
    );
  return (
    <Stack gap={2} mt={4} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {shown.map(({ feature, valueBefore, valueAfter, change }) => (
        <Text component="li" key={feature} size="sm" fw={400} data-mover={feature}>
          <DirectionMark change={change} />
          <Text span fw={600}>
            {f.signedHundredths(change)}
          </Text>{' '}
          {words.names.feature(feature)}{' '}
          <Text span c="dimmed">
            {t('fromTo', {
              from: words.value(feature, valueBefore),
              to: words.value(feature, valueAfter),
            })}
          </Text>
        </Text>
      ))}
    </Stack>
  );
}
