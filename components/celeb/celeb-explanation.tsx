'use client';
import { Card, Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useExplanation } from '@/components/explain/use-explanations';
import { ChangeCard } from '@/components/explain/window/change-card';
import { DaysCards } from '@/components/explain/window/days-cards';
import { MissingTarget } from '@/components/explain/window/missing-target';
import { ReceiptCard } from '@/components/explain/window/receipt-card';
import { StepsCard } from '@/components/explain/window/steps-card';
import { useWindowFilter, WINDOW_VIEWS } from '@/components/explain/window/use-window-filter';
import { LinkButton } from '@/components/ui/link-button';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import { queryString } from '@/lib/client/api';
import type { CelebProfile } from '@/lib/contracts/celeb';
import { TARGETS, type Target } from '@/lib/contracts/models';

interface Props {
  readonly profile: CelebProfile;
}

/** Why the models say what they say of this celeb, on this day. */
export function CelebExplanation({ profile }: Props) {
  const t = useTranslations('celeb');
  const o = useTranslations('oneCeleb');
  const [target, setTarget] = useQueryState(
    'target',
    parseAsStringLiteral(TARGETS).withDefault('churn').withOptions({ history: 'push' }),
  );
  const [{ view }, setFilter] = useWindowFilter();
  const id = profile.explanations[target];
  return (
    <Stack component="section" gap="md" aria-label={t('why')}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <div>
          <Title order={2} fz="xl">
            {t('why')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('whyHint')}
          </Text>
        </div>
        <Group gap="sm">
          <SegmentedControl
            aria-label={t('target')}
            value={target}
            onChange={(value) => void setTarget(value === 'sticker' ? value : null)}
            data={TARGETS.map((value) => ({ value, label: o(`targets.${value}`) }))}
          />
          <SegmentedControl
            aria-label={o('view')}
            value={view}
            onChange={(value) =>
              void setFilter({ view: WINDOW_VIEWS.find((x) => x === value) ?? null })
            }
            data={WINDOW_VIEWS.map((value) => ({ value, label: o(`views.${value}`) }))}
          />
        </Group>
      </Group>
      {id === null ? (
        <NotExplained profile={profile} target={target} />
      ) : (
        <Explained profile={profile} target={target} id={id} />
      )}
    </Stack>
  );
}

interface TargetProps extends Props {
  readonly target: Target;
}

function NotExplained({ profile, target }: TargetProps) {
  const t = useTranslations('celeb');
  return (
    <Card>
      <EmptyState
        title={t('notExplainedTitle')}
        action={
          <LinkButton href={`/explain?${queryString({ version: profile.versionId, target })}`}>
            {t('explain')}
          </LinkButton>
        }
      >
        {t('notExplainedHint')}
      </EmptyState>
    </Card>
  );
}

function Explained({ profile, target, id }: TargetProps & { readonly id: string }) {
  const query = useExplanation(id);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={480} />;
  const explanation = query.data;
  const part = explanation.parts.find((one) => one.target === target);
  if (!part) return <MissingTarget target={target} />;
  const { celeb, asOf, versionId, previous } = profile;
  const asked = { id, target, celeb: celeb.id, anchor: asOf, version: versionId };
  const isOwnDay = explanation.asOf === asOf && explanation.versionId === versionId;
  return (
    <Stack gap="md" className={query.isPlaceholderData ? 'stale' : undefined}>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        <StepsCard asked={asked} part={part} />
        <Stack gap="md" miw={0}>
          <ReceiptCard asked={asked} part={part} />
          {previous?.receipt ? (
            <ChangeCard asked={asked} part={part} since={previous.asOf} />
          ) : null}
        </Stack>
      </SimpleGrid>
      {isOwnDay ? (
        <DaysCards explanation={explanation} part={part} celeb={celeb} />
      ) : (
        <OtherDay profile={profile} target={target} explanation={explanation} />
      )}
    </Stack>
  );
}

/** Attributions by day are kept of one day only. */
function OtherDay({
  profile,
  target,
  explanation,
}: TargetProps & { readonly explanation: { readonly id: string; readonly asOf: string } }) {
  const t = useTranslations('celeb');
  const o = useTranslations('oneCeleb');
  const f = useFormats();
  const title = o('daysOf', { target: o(`targets.${target}`) });
  return (
    <Card component="section" aria-label={title}>
      <Title order={2}>{title}</Title>
      <Group gap="sm">
        <Text size="sm" c="dimmed">
          {t('daysElsewhere', { day: f.longDay(explanation.asOf), asOf: f.longDay(profile.asOf) })}
        </Text>
        <LinkButton
          variant="subtle"
          size="compact-sm"
          href={`/explain?${queryString({
            version: profile.versionId,
            target,
            explanation: explanation.id,
            tab: 'celeb',
            celeb: profile.celeb.id,
          })}`}
        >
          {t('openExplanation')}
        </LinkButton>
      </Group>
    </Card>
  );
}
