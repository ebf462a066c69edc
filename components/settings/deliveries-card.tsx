'use client';
import { Button, Card, Stack, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconPlayerPlay,
  IconRefresh,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { EmptyState, ErrorState, LoadingState } from '@/components/ui/states';
import { StatusBadge, type StatusLook } from '@/components/ui/status-badge';
import { useFormats, useTime } from '@/components/ui/use-formats';
import {
  type DeliveryView,
  deliverySchema,
  type WebhookEvent,
  type WebhookView,
} from '@/lib/contracts/webhooks';
import { useDeliveries, useWebhookAction } from './use-webhooks';

/** A delivery that failed before and waits for its next attempt is told apart from one that waits for its first. */
type Standing = DeliveryView['status'] | 'again';
const standing = ({ status, attempts }: DeliveryView): Standing =>
  status === 'waiting' && attempts > 0 ? 'again' : status;

const LOOK = {
  waiting: { color: 'gray', icon: IconClock },
  again: { color: 'orange', icon: IconRefresh },
  sending: { color: 'night', icon: IconPlayerPlay },
  delivered: { color: 'teal', icon: IconCircleCheck },
  failed: { color: 'red', icon: IconAlertTriangle },
} as const satisfies Record<Standing, StatusLook>;

/** Keys of messages hold no dots. */
const EVENT_KEY = {
  'work.changed': 'workChanged',
  'action.logged': 'actionLogged',
  'round.started': 'roundStarted',
  'brief.ready': 'briefReady',
  'webhook.test': 'webhookTest',
} as const satisfies Record<WebhookEvent, string>;

/** The newest messages to a webhook, and what became of each. */
export function DeliveriesCard({ webhook }: { readonly webhook: WebhookView }) {
  const t = useTranslations('settings');
  const query = useDeliveries(webhook.id);
  const title = t('deliveriesTitle');
  return (
    <Card component="section" aria-label={title}>
      <Title order={2}>{title}</Title>
      <Text size="sm" c="dimmed" mb="sm" style={{ overflowWrap: 'anywhere' }}>
        {t('deliveriesOf', { url: webhook.url })}
      </Text>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <LoadingState height={200} />
      ) : query.data.total === 0 ? (
        <EmptyState title={t('noDeliveriesTitle')}>
          {t(webhook.endedAt ? 'noDeliveriesEnded' : 'noDeliveriesHint')}
        </EmptyState>
      ) : (
        <div className={query.isPlaceholderData ? 'stale' : undefined}>
          <DeliveryTable webhook={webhook} {...query.data} />
        </div>
      )}
    </Card>
  );
}

interface TableProps {
  readonly webhook: WebhookView;
  readonly deliveries: readonly DeliveryView[];
  readonly total: number;
}

function DeliveryTable({ webhook, deliveries, total }: TableProps) {
  const t = useTranslations('settings');
  const resend = useWebhookAction(deliverySchema);
  const { mutate } = resend;
  const columns = useDeliveryColumns(
    useMemo(
      () =>
        webhook.endedAt
          ? null
          : (id: string) => mutate({ path: `/webhooks/deliveries/${id}/resend` }),
      [webhook.endedAt, mutate],
    ),
  );
  return (
    <Stack gap="xs">
      {resend.isError ? <ErrorState error={resend.error} /> : null}
      {total > deliveries.length ? (
        <Text size="sm" c="dimmed">
          {t('newestOf', { count: deliveries.length, total })}
        </Text>
      ) : null}
      <DataTable
        label={t('deliveriesTitle')}
        rows={deliveries}
        columns={columns}
        rowKey={({ id }) => id}
        fileName="webhook-deliveries"
        height={480}
      />
    </Stack>
  );
}

/** @param resend null: nothing can be sent again */
function useDeliveryColumns(resend: ((id: string) => void) | null): Column<DeliveryView>[] {
  const t = useTranslations('settings');
  const f = useFormats();
  const timeOf = useTime();
  return useMemo(() => {
    const time = (iso: string | null) => (iso === null ? '–' : timeOf(iso));
    const failure = ({ failure: why }: DeliveryView) =>
      why === null ? '–' : t(`failure.${why.kind}`, { detail: why.detail });
    return [
      {
        key: 'createdAt',
        label: t('column.createdAt'),
        value: ({ createdAt }) => createdAt,
        cell: ({ createdAt }) => timeOf(createdAt),
      },
      {
        key: 'event',
        label: t('column.event'),
        value: ({ event }) => event,
        cell: ({ event }) => t(`event.${EVENT_KEY[event]}`),
        width: 170,
      },
      {
        key: 'status',
        label: t('column.status'),
        value: (row) => t(`status.${standing(row)}`),
        cell: (row) => (
          <StatusBadge look={LOOK[standing(row)]} text={t(`status.${standing(row)}`)} />
        ),
        width: 170,
      },
      {
        key: 'attempts',
        label: t('column.attempts'),
        value: ({ attempts }) => attempts,
        numeric: true,
      },
      {
        key: 'nextAt',
        label: t('column.nextAt'),
        value: ({ nextAt }) => nextAt,
        cell: ({ nextAt }) => time(nextAt),
      },
      { key: 'failure', label: t('column.failure'), value: failure, width: 250 },
      ...(resend
        ? [
            {
              key: 'resend',
              label: t('column.resend'),
              value: () => null,
              cell: ({ id, status }: DeliveryView) => (
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={status === 'sending'}
                  onClick={() => resend(id)}
                >
                  {t('resend')}
                </Button>
              ),
              width: 130,
            },
          ]
        : []),
      {
        key: 'deliveredAt',
        label: t('column.deliveredAt'),
        value: ({ deliveredAt }) => deliveredAt,
        cell: ({ deliveredAt }) => time(deliveredAt),
      },
      {
        key: 'celebs',
        label: t('column.celebs'),
        value: ({ celebs }) => celebs,
        cell: ({ celebs }) => f.integer(celebs),
        numeric: true,
      },
      { key: 'id', label: t('column.id'), value: ({ id }) => id, width: 300 },
    ];
  }, [t, f, resend, timeOf]);
}
