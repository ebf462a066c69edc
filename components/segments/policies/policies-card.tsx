'use client';
import { Anchor, Badge, Card, Group, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { useFormats, useTime } from '@/components/ui/use-formats';
import { DEFAULT_RULE } from '@/lib/contracts/policies';
import type { PolicyView } from '@/lib/contracts/segments';
import type { SegmentProps } from '../props';
import { useSegmentFilter } from '../use-segment-filter';
import { useSegmentWords } from '../use-segment-words';
import { EndPolicyButton } from './end-policy';

/** Days whose group sizes have a column. */
const DAYS_SHOWN = 4;
const rowKey = (policy: PolicyView) => policy.id;

/** Saved policies: who saved which rule when, what each cut lately; choose one, end one. */
export function PoliciesCard({ policies, chosen }: SegmentProps) {
  const t = useTranslations('segments.policies');
  const f = useFormats();
  const timeOf = useTime();
  const words = useSegmentWords();
  const [, setFilter] = useSegmentFilter();
  const shownId = chosen.policy?.id;
  const columns = useMemo((): Column<PolicyView>[] => {
    const choose = ({ id, isCurrent }: PolicyView) => {
      if (id !== shownId)
        void setFilter({ policy: isCurrent ? null : id, by: null, share: null, value: null });
    };
    const days = [...new Set(policies.flatMap(({ outcomes }) => outcomes.map((o) => o.asOf)))]
      .sort()
      .reverse()
      .slice(0, DAYS_SHOWN);
    const cutOn = (policy: PolicyView, day: string) =>
      policy.outcomes.find(({ asOf }) => asOf === day);
    /** What the worklist goes by once a policy has ended. */
    const next = ({ id }: PolicyView) => {
      const left = policies.find((one) => one.endedAt === null && one.id !== id);
      return left ? left.name : words.rule(DEFAULT_RULE);
    };
    return [
      {
        key: 'name',
        label: t('name'),
        width: 250,
        value: (policy) => policy.name,
        cell: (policy) => (
          <Group gap={6} wrap="nowrap">
            <Anchor
              component="button"
              type="button"
              size="sm"
              fw={600}
              truncate
              aria-pressed={policy.id === shownId}
              onClick={() => choose(policy)}
            >
              {policy.name}
            </Anchor>
            <State policy={policy} isShown={policy.id === shownId} />
          </Group>
        ),
      },
      { key: 'rule', label: t('rule'), value: ({ rule }) => words.rule(rule) },
      { key: 'author', label: t('author'), value: ({ createdBy }) => createdBy },
      {
        key: 'created',
        label: t('created'),
        value: ({ createdAt }) => createdAt,
        cell: ({ createdAt }) => timeOf(createdAt),
      },
      ...days.map(
        (day): Column<PolicyView> => ({
          key: day,
          label: t('cutOn', { day: f.shortDay(day) }),
          numeric: true,
          width: 116,
          value: (policy) => cutOn(policy, day)?.celebs ?? null,
          cell: (policy) => {
            const cut = cutOn(policy, day);
            if (!cut) return '–';
            const share = f.percent(cut.total === 0 ? 0 : cut.celebs / cut.total);
            return t('size', { celebs: cut.celebs, share });
          },
        }),
      ),
      {
        key: 'end',
        label: t('end'),
        width: 110,
        value: ({ endedAt }) => endedAt,
        cell: (policy) =>
          policy.endedAt === null ? (
            <EndPolicyButton policy={policy} next={next(policy)} />
          ) : (
            f.day(policy.endedAt)
          ),
      },
    ];
  }, [policies, shownId, setFilter, t, f, words, timeOf]);
  return (
    <Card component="section" aria-label={t('title')} miw={0}>
      <Title order={2}>{t('title')}</Title>
      <Text size="xs" c="dimmed" mb="sm">
        {t('hint')}
      </Text>
      {policies.length === 0 ? (
        <Text size="sm" data-policies="none">
          {t('none')}
        </Text>
      ) : (
        <DataTable
          label={t('title')}
          rows={policies}
          columns={columns}
          rowKey={rowKey}
          fileName="priority-policies"
          height={320}
        />
      )}
    </Card>
  );
}

function State({ policy, isShown }: { readonly policy: PolicyView; readonly isShown: boolean }) {
  const t = useTranslations('segments.policies');
  const states = [
    policy.isCurrent ? t('current') : null,
    policy.endedAt === null ? null : t('ended'),
    isShown && !policy.isCurrent ? t('shown') : null,
  ].filter((state) => state !== null);
  return states.map((state) => (
    <Badge key={state} size="sm" variant="default" tt="none" fw={600} style={{ flexShrink: 0 }}>
      {state}
    </Badge>
  ));
}
