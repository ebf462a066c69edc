'use client';
import {
  Button,
  Card,
  CopyButton,
  Group,
  Paper,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats, useTime } from '@/components/ui/use-formats';
import { useWeeks } from '@/components/week/use-weeks';
import { newShareAnswerSchema, type ShareView, shareSchema } from '@/lib/contracts/delivery';
import type { WeekSummary } from '@/lib/contracts/weeks';
import { useDeliveryAction, useShares } from './use-delivery';

/** Lives that a link may have, in days. */
const LIVES = [1, 7, 14, 30, 90] as const;
const USUAL_LIFE = 14;
const MINUTES_A_DAY = 24 * 60;

/** Links that show one week to whoever has them. */
export function ShareCard({ datasetId }: { readonly datasetId: string }) {
  const t = useTranslations('delivery.share');
  const weeks = useWeeks(datasetId);
  return (
    <Card component="section" aria-label={t('title')}>
      <Title order={2}>{t('title')}</Title>
      <Text size="sm" c="dimmed" maw={760} mb="sm">
        {t('about')}
      </Text>
      {weeks.isError ? (
        <ErrorState error={weeks.error} onRetry={() => void weeks.refetch()} />
      ) : !weeks.data ? (
        <LoadingState height={120} />
      ) : weeks.data.weeks[0] ? (
        <Shares weeks={weeks.data.weeks} newest={weeks.data.weeks[0]} />
      ) : (
        <Text size="sm">{t('noWeek')}</Text>
      )}
    </Card>
  );
}

interface SharesProps {
  readonly weeks: readonly WeekSummary[];
  readonly newest: WeekSummary;
}

function Shares({ weeks, newest }: SharesProps) {
  const t = useTranslations('delivery.share');
  const f = useFormats();
  const [week, setWeek] = useState(newest.id);
  const [days, setDays] = useState<number>(USUAL_LIFE);
  const make = useDeliveryAction(newShareAnswerSchema);
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <Select
          label={t('week')}
          value={week}
          allowDeselect={false}
          data={weeks.map(({ id, asOf }) => ({
            value: id,
            label: t('weekOf', { day: f.day(asOf) }),
          }))}
          onChange={(id) => {
            make.reset();
            setWeek(id ?? newest.id);
          }}
        />
        <Select
          label={t('life')}
          w={130}
          value={String(days)}
          allowDeselect={false}
          data={LIVES.map((life) => ({ value: String(life), label: t('days', { days: life }) }))}
          onChange={(value) => setDays(Number(value))}
        />
        <Button
          loading={make.isPending}
          onClick={() =>
            make.mutate({ path: '/shares', body: { week, minutes: days * MINUTES_A_DAY } })
          }
        >
          {t('make')}
        </Button>
      </Group>
      {make.isError ? <ErrorState error={make.error} /> : null}
      {make.data ? <NewLink token={make.data.token} /> : null}
      <ShareList week={week} />
    </Stack>
  );
}

function NewLink({ token }: { readonly token: string }) {
  const t = useTranslations('delivery.share');
  const link = new URL(`/brief/${token}`, window.location.href).toString();
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        label={t('link')}
        description={t('once')}
        value={link}
        readOnly
        style={{ flex: 1 }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={link} timeout={2000}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {t(copied ? 'copied' : 'copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

function ShareList({ week }: { readonly week: string }) {
  const t = useTranslations('delivery.share');
  const query = useShares(week);
  const revoke = useDeliveryAction(shareSchema);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={60} />;
  if (query.data.shares.length === 0) return <Text size="sm">{t('none')}</Text>;
  return (
    <Stack
      component="ul"
      gap="xs"
      p={0}
      m={0}
      className={query.isPlaceholderData ? 'stale' : undefined}
      style={{ listStyle: 'none' }}
    >
      {revoke.isError ? <ErrorState error={revoke.error} /> : null}
      {query.data.shares.map((share) => (
        <ShareRow
          key={share.id}
          share={share}
          onRevoke={() => revoke.mutate({ path: `/shares/${share.id}/revoke` })}
        />
      ))}
    </Stack>
  );
}

function ShareRow({
  share: { createdAt, createdBy, expiresAt, revokedAt, isOpen },
  onRevoke,
}: {
  readonly share: ShareView;
  readonly onRevoke: () => void;
}) {
  const t = useTranslations('delivery.share');
  const timeOf = useTime();
  return (
    <Paper component="li" withBorder px="sm" py={8}>
      <Group justify="space-between" gap="sm">
        <div>
          <Text size="sm" fw={isOpen ? 600 : 400}>
            {revokedAt
              ? t('revoked', { time: timeOf(revokedAt) })
              : t(isOpen ? 'open' : 'expired', { time: timeOf(expiresAt) })}
          </Text>
          <Text size="xs" c="dimmed">
            {t('madeBy', { time: timeOf(createdAt), who: createdBy })}
          </Text>
        </div>
        {isOpen ? (
          <Button variant="default" size="compact-sm" onClick={onRevoke}>
            {t('revoke')}
          </Button>
        ) : null}
      </Group>
    </Paper>
  );
}
