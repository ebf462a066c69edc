'use client';
import { Button, Stack, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconHelpCircle,
  IconPlayerPlay,
  IconRefresh,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { ErrorState } from '@/components/ui/states';
import { StatusBadge, type StatusLook } from '@/components/ui/status-badge';
import { useFormats, useTime } from '@/components/ui/use-formats';
import { type BriefDeliveryView, briefDeliverySchema } from '@/lib/contracts/delivery';
import { useDeliveryAction } from './use-delivery';

/** A delivery that failed before and waits for its next attempt is told apart from one that waits for its first. */
type Standing = BriefDeliveryView['status'] | 'again';
const standing = ({ status, attempts }: BriefDeliveryView): Standing =>
  status === 'waiting' && attempts > 0 ? 'again' : status;

const LOOK = {
  waiting: { color: 'gray', icon: IconClock },
  again: { color: 'orange', icon: IconRefresh },
  sending: { color: 'night', icon: IconPlayerPlay },
  delivered: { color: 'teal', icon: IconCircleCheck },
  failed: { color: 'red', icon: IconAlertTriangle },
  unknown: { color: 'orange', icon: IconHelpCircle },
} as const satisfies Record<Standing, StatusLook>;

interface Props {
  readonly deliveries: readonly BriefDeliveryView[];
  readonly total: number;
}

/** The newest briefs that were sent, and what became of each. */
export function DeliveryLog({ deliveries, total }: Props) {
  const t = useTranslations('delivery.log');
  const resend = useDeliveryAction(briefDeliverySchema);
  const columns = useLogColumns(resend.mutate);
  return (
    <Stack gap="xs" component="section" aria-label={t('title')}>
      <Title order={3}>{t('title')}</Title>
      {resend.isError ? <ErrorState error={resend.error} /> : null}
      {total === 0 ? (
        <Text size="sm">
          {t('empty')} {t('emptyHint')}
        </Text>
      ) : (
        <>
          {total > deliveries.length ? (
            <Text size="sm" c="dimmed">
              {t('newestOf', { count: deliveries.length, total })}
            </Text>
          ) : null}
          <DataTable
            label={t('title')}
            rows={deliveries}
            columns={columns}
            rowKey={({ id }) => id}
            fileName="brief-deliveries"
            height={360}
          />
        </>
      )}
    </Stack>
  );
}

function useLogColumns(
  send: (action: { readonly path: string }) => void,
): Column<BriefDeliveryView>[] {
  const t = useTranslations('delivery');
  const f = useFormats();
  const timeOf = useTime();
  return useMemo(() => {
    const time = (iso: string | null) => (iso === null ? '–' : timeOf(iso));
    const status = (row: BriefDeliveryView) => t(`status.${standing(row)}`);
    return [
      {
        key: 'createdAt',
        label: t('log.column.createdAt'),
        value: ({ createdAt }) => createdAt,
        cell: ({ createdAt }) => timeOf(createdAt),
      },
      {
        key: 'recipient',
        label: t('log.column.recipient'),
        value: ({ recipient }) => recipient,
        width: 220,
      },
      {
        key: 'week',
        label: t('log.column.week'),
        value: ({ asOf }) => asOf,
        cell: ({ asOf }) => t('share.weekOf', { day: f.day(asOf) }),
        width: 190,
      },
      {
        key: 'kind',
        label: t('log.column.kind'),
        value: ({ isTest }) => t(`log.kind.${isTest ? 'test' : 'brief'}`),
      },
      {
        key: 'status',
        label: t('log.column.status'),
        value: status,
        cell: (row) => <StatusBadge look={LOOK[standing(row)]} text={status(row)} />,
        width: 190,
      },
      {
        key: 'attempts',
        label: t('log.column.attempts'),
        value: ({ attempts }) => attempts,
        numeric: true,
      },
      {
        key: 'failure',
        label: t('log.column.failure'),
        value: ({ failure }) =>
          failure === null ? '–' : t(`failure.${failure.kind}`, { detail: failure.detail }),
        width: 280,
      },
      {
        key: 'resend',
        label: t('log.column.resend'),
        value: () => null,
        cell: ({ id, status: standsAt }) => (
          <Button
            size="compact-xs"
            variant="default"
            disabled={standsAt !== 'failed' && standsAt !== 'unknown'}
            onClick={() => send({ path: `/deliveries/${id}/resend` })}
          >
            {t('log.resend')}
          </Button>
        ),
        width: 130,
      },
      {
        key: 'nextAt',
        label: t('log.column.nextAt'),
        value: ({ nextAt }) => nextAt,
        cell: ({ nextAt }) => time(nextAt),
      },
      {
        key: 'deliveredAt',
        label: t('log.column.deliveredAt'),
        value: ({ deliveredAt }) => deliveredAt,
        cell: ({ deliveredAt }) => time(deliveredAt),
      },
    ];
  }, [t, f, send, timeOf]);
}
