'use client';
import { Anchor, Card, Title } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import type { VersionView } from '@/lib/contracts/datasets';
import type { RoundDetail, RoundMemberView } from '@/lib/contracts/rounds';

const rowKey = ({ celebId }: RoundMemberView) => celebId;

/** Who takes part, on which side, what was done and what came of it. */
export function MembersCard({
  round,
  version,
}: {
  readonly round: RoundDetail;
  readonly version: VersionView;
}) {
  const t = useTranslations('rounds');
  const f = useFormats();
  const columns = useMemo(
    (): Column<RoundMemberView>[] => [
      {
        key: 'name',
        label: t('members.name'),
        value: ({ name, celebId }) => name ?? celebId,
        cell: ({ name, celebId }) => (
          <Anchor
            component={Link}
            size="sm"
            href={`/celebs/${encodeURIComponent(celebId)}?version=${version.id}&snapshot=${round.snapshotId}`}
          >
            {name ?? celebId}
          </Anchor>
        ),
      },
      { key: 'id', label: t('members.id'), value: ({ celebId }) => celebId },
      {
        key: 'role',
        label: t('role'),
        value: ({ isHoldout }) => t(`roles.${isHoldout ? 'holdout' : 'contacted'}`),
      },
      numberColumn('churn', t('members.churn'), ({ churn }) => churn, f.score),
      numberColumn('sticker', t('members.sticker'), ({ sticker }) => sticker, f.score),
      numberColumn('score', t('members.score'), ({ score }) => score, f.score),
      { key: 'owner', label: t('owner'), value: ({ owner }) => owner, cell: (m) => m.owner ?? '–' },
      {
        key: 'status',
        label: t('members.status'),
        value: ({ status }) => t(`statuses.${status}`),
      },
      {
        key: 'action',
        label: t('members.action'),
        value: ({ lastAction, actions }) =>
          lastAction
            ? t('members.actionOf', { kind: t(`kinds.${lastAction.kind}`), count: actions })
            : null,
        cell: ({ lastAction, actions }) =>
          lastAction
            ? t('members.actionOf', { kind: t(`kinds.${lastAction.kind}`), count: actions })
            : '–',
      },
      {
        key: 'outcome',
        label: t('members.outcome'),
        value: ({ outcome }) => (outcome ? t(`outcomes.${outcome.churned}`) : null),
        cell: ({ outcome }) =>
          outcome ? t(`outcomes.${outcome.churned}`) : t(round.isClosed ? 'goneShort' : 'unknown'),
      },
      {
        key: 'stickered',
        label: t('members.stickered'),
        value: ({ outcome }) => (outcome ? t(`stickered.${outcome.stickered}`) : null),
        cell: ({ outcome }) => (outcome ? t(`stickered.${outcome.stickered}`) : '–'),
      },
    ],
    [t, f, round.isClosed, round.snapshotId, version.id],
  );
  return (
    <Card component="section" aria-label={t('members.title')} miw={0}>
      <Title order={2} mb="sm">
        {t('members.title')}
      </Title>
      <DataTable
        label={t('members.title')}
        rows={round.members}
        columns={columns}
        rowKey={rowKey}
        fileName={`round-members-${round.asOf}`}
        height={440}
      />
    </Card>
  );
}
