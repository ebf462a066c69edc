'use client';
import {
  Anchor,
  Card,
  Group,
  SimpleGrid,
  Stack,
  Text,
  Title,
  useComputedColorScheme,
} from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { numberColumn } from '@/components/ui/table-column';
import { useFormats } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import { type ProcessCompare, processCompareSchema } from '@/lib/contracts/process';
import { Answer } from './answer';
import { BehindDrawer, type Pointed } from './behind-drawer';
import { CompareCard, type Difference, differenceKey } from './compare-card';
import { GroupMark } from './group-mark';
import { ProcessFilter } from './process-filter';
import { askedOf, groupText, missingChoice } from './process-params';
import type { FilterChoices, TabProps } from './tab-props';
import { type CaseFilter, useGroupFilter } from './use-process-filter';

type Props = Pick<TabProps, 'version' | 'filter' | 'setFilter'> & FilterChoices;

/** Two filters of the bar beside each other: what does one group do more often than the other? */
export function CompareTab({ version, filter, setFilter, options, columns }: Props) {
  const t = useTranslations('process');
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const groups = { a: useGroupFilter('a', filter), b: useGroupFilter('b', filter) };
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const nameOf = useGroupName();
  const missing =
    missingChoice(groups.a.filter, columns) ?? missingChoice(groups.b.filter, columns);
  const asked = queryString({
    version,
    a: groupText(groups.a.filter),
    b: groupText(groups.b.filter),
  });
  const query = useQuery({
    queryKey: ['process-compare', asked],
    queryFn: ({ signal }) => getJson(`/process/compare?${asked}`, processCompareSchema, signal),
    enabled: missing === undefined,
    placeholderData: keepPreviousData,
  });
  const names = { a: nameOf(groups.a.filter, 'A'), b: nameOf(groups.b.filter, 'B') };
  const empty = (answer: ProcessCompare) => {
    const group = answer.a.cases === 0 ? 'a' : answer.b.cases === 0 ? 'b' : undefined;
    if (!group) return undefined;
    const { scope } = groups[group].filter;
    const outcome = scope === 'churned' || scope === 'retained';
    return {
      title: t('emptyGroup', { name: names[group] }),
      hint: t(outcome ? 'emptyOutcomeHint' : 'emptyHint'),
    };
  };
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        {(['a', 'b'] as const).map((group) => (
          <Stack key={group} gap={6}>
            <Group gap={8} wrap="nowrap">
              <GroupMark group={group} scheme={scheme} />
              <Title order={2}>{names[group]}</Title>
            </Group>
            <ProcessFilter
              version={version}
              options={options}
              columns={columns}
              label={t('filterOf', { group: group.toUpperCase() })}
              filter={groups[group].filter}
              setFilter={groups[group].set}
              onReset={groups[group].reset}
            />
          </Stack>
        ))}
      </SimpleGrid>
      <Answer
        query={query}
        missing={missing}
        empty={empty}
        onReset={() => {
          groups.a.reset?.();
          groups.b.reset?.();
        }}
      >
        {(answer) => (
          <Compared
            answer={answer}
            names={names}
            filter={filter}
            setFilter={setFilter}
            onPoint={setPointed}
          />
        )}
      </Answer>
      <BehindDrawer
        version={version}
        sources={(['a', 'b'] as const).map((group) => ({
          label: names[group],
          params: queryString({ version, ...askedOf(groups[group].filter) }),
        }))}
        pointed={pointed}
        onClose={() => setPointed(null)}
      />
    </Stack>
  );
}

/** A group in a few words: its letter, whose events, and what else the bar narrows. */
function useGroupName() {
  const t = useTranslations('process');
  const f = useFormats();
  return (filter: CaseFilter, letter: string): string => {
    const { scope, attribute, value, celeb, side, from, to } = filter;
    const who =
      scope === 'group'
        ? `${attribute} = ${value}`
        : scope === 'celeb' && celeb !== ''
          ? celeb
          : t(`scopes.${scope}`);
    const parts = [
      who,
      ...(side === 'both' ? [] : [t(`sides.${side}`)]),
      ...(from && to
        ? [f.dayRange(from, to)]
        : from || to
          ? [`${from && f.day(from)} ~ ${to && f.day(to)}`]
          : []),
    ];
    return `${letter} ${parts.join(' · ')}`;
  };
}

interface ComparedProps extends Pick<TabProps, 'filter' | 'setFilter' | 'onPoint'> {
  readonly answer: ProcessCompare;
  readonly names: { readonly a: string; readonly b: string };
}

function Compared({ answer, names, filter, setFilter, onPoint }: ComparedProps) {
  const t = useTranslations('process');
  const f = useFormats();
  const { a: nameA, b: nameB } = names;
  const { columns, stepName, points } = useMemo(() => {
    const points = (difference: number) => {
      const size = f.decimal(Math.abs(difference) * 100);
      return t('points', {
        value: difference === 0 || size === '0' ? size : `${difference > 0 ? '+' : '−'}${size}`,
      });
    };
    const stepName = ({ from, to }: Pick<Difference, 'from' | 'to'>) =>
      t('edgeName', { from: from ?? t('start'), to: to ?? t('end') });
    const side = (group: 'a' | 'b'): Column<Difference> => ({
      key: group,
      label: group === 'a' ? nameA : nameB,
      value: (r) => r[group].probability,
      cell: (r) => {
        const { probability } = r[group];
        return probability === null ? '–' : f.percent(probability);
      },
      numeric: true,
      width: 150,
    });
    const columns: Column<Difference>[] = [
      {
        key: 'step',
        label: t('transition'),
        value: stepName,
        cell: (r) => (
          <Anchor
            component="button"
            size="sm"
            onClick={() =>
              onPoint({ title: stepName(r), selector: { kind: 'edge', from: r.from, to: r.to } })
            }
          >
            {stepName(r)}
          </Anchor>
        ),
      },
      side('a'),
      side('b'),
      {
        key: 'difference',
        label: t('difference'),
        value: (r) => r.difference,
        cell: (r) => (r.difference === null ? t('unknown') : points(r.difference)),
        numeric: true,
      },
      {
        key: 'low',
        label: t('low'),
        value: (r) => r.interval?.low ?? null,
        cell: (r) => (r.interval ? points(r.interval.low) : '–'),
        numeric: true,
      },
      {
        key: 'high',
        label: t('high'),
        value: (r) => r.interval?.high ?? null,
        cell: (r) => (r.interval ? points(r.interval.high) : '–'),
        numeric: true,
      },
      {
        key: 'size',
        label: t('size'),
        value: (r) => (r.difference === null ? null : Math.abs(r.difference)),
        cell: (r) =>
          r.difference === null ? '–' : points(Math.abs(r.difference)).replace('+', ''),
        numeric: true,
      },
      {
        key: 'clear',
        label: t('clear'),
        value: (r) => t(r.clear ? ((r.difference ?? 0) > 0 ? 'moreA' : 'moreB') : 'notClear'),
      },
      numberColumn('trialsA', t('trials', { group: 'A' }), (r) => r.a.trials, f.integer),
      numberColumn('trialsB', t('trials', { group: 'B' }), (r) => r.b.trials, f.integer),
    ];
    return { columns, stepName, points };
  }, [t, f, nameA, nameB, onPoint]);
  return (
    <Stack gap="md">
      <CompareCard
        answer={answer}
        names={names}
        columns={columns}
        filter={filter}
        setFilter={setFilter}
        stepName={stepName}
        points={points}
        onPoint={onPoint}
      />
      <Card component="section" aria-label={t('differences')}>
        <Stack gap="sm">
          <div>
            <Title order={2}>{t('differences')}</Title>
            <Text size="xs" c="dimmed">
              {answer.truncated
                ? `${t('some', { shown: answer.rows.length, total: answer.total })} ${t('differencesHint')}`
                : t('differencesHint')}
            </Text>
          </div>
          <DataTable
            label={t('differences')}
            rows={answer.rows}
            columns={columns}
            rowKey={differenceKey}
            fileName="process-differences"
            height={480}
          />
        </Stack>
      </Card>
    </Stack>
  );
}
