'use client';
import { Card, Select, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { EmptyState } from '@/components/ui/states';
import type { Cohorts } from '@/lib/contracts/cohorts';
import { CellDrawer } from './cell-drawer';
import type { CohortGroup } from './cohort-groups';
import { CurveCard } from './curve-card';
import { KeyWeeks } from './key-weeks';
import { TriangleCard } from './triangle-card';
import type { CohortFilterState, SetCohortFilter } from './use-cohort-filter';

interface Props {
  readonly version: string;
  readonly datasetName: string;
  readonly groups: readonly (CohortGroup & { readonly answer: Cohorts })[];
  readonly filter: CohortFilterState;
  readonly setFilter: SetCohortFilter;
}

/** Everything about the chosen cohorts: key weeks, curves, triangle, and the celebs of a cell. */
export function CohortCards({ version, datasetName, groups, filter, setFilter }: Props) {
  const t = useTranslations('cohorts');
  const s = useTranslations('series');
  const { activity, measure, attribute, cohort, week } = filter;
  const named = useMemo(
    () => groups.map(({ value, answer }) => ({ name: value ?? t('scopes.all'), answer })),
    [groups, t],
  );
  const onOpen = useCallback(
    (cohort: string | null, week: string) =>
      void setFilter({ cohort: cohort ?? '', week, side: null }),
    [setFilter],
  );
  const comparing = groups.length > 1;
  const shown =
    groups.find((g) => g.value === filter.shown) ??
    groups.find((g) => g.answer.cohorts.length > 0) ??
    groups[0];
  if (!shown || groups.every((g) => g.answer.cohorts.length === 0))
    return (
      <Card>
        <EmptyState title={t('emptyTitle')}>{t('emptyHint')}</EmptyState>
      </Card>
    );
  const meaning = t(`meaning.${activity}`);
  const scopeName =
    shown.value === null ? s('platformOf', { name: datasetName }) : `${attribute} = ${shown.value}`;
  const fileName = ['cohorts', activity, ...(shown.value === null ? [] : [shown.value])].join('-');
  const open = week === '' ? null : { cohort: cohort || null, week };
  const { cohorts } = shown.answer;
  const openCohort = cohorts.find((c) => open && c.cohort === open.cohort);
  const openCell = openCohort?.cells.find((c) => c.week === week);
  return (
    <Stack gap="md">
      {groups.some((g) => g.answer.curve.length > 0) ? (
        <>
          <KeyWeeks groups={named} />
          <CurveCard
            groups={named}
            measure={measure}
            meaning={meaning}
            subtitle={
              comparing
                ? t('curveCompareSubtitle', { attribute })
                : t(measure === 'count' ? 'curveCountSubtitle' : 'curveSubtitle')
            }
            fileName={comparing ? `cohorts-${activity}-${attribute}-curves` : `${fileName}-curves`}
          />
        </>
      ) : (
        <Card>
          <EmptyState title={t('noCurveTitle')}>{t('noCurveHint')}</EmptyState>
        </Card>
      )}
      {comparing ? (
        <Select
          label={t('triangleOf')}
          allowDeselect={false}
          value={shown.value}
          onChange={(x) => x !== null && void setFilter({ shown: x })}
          data={groups.map((g) => g.value ?? '')}
          w={{ base: '100%', xs: 240 }}
        />
      ) : null}
      {cohorts.length > 0 ? (
        <TriangleCard
          cohorts={cohorts}
          measure={measure}
          meaning={meaning}
          scope={scopeName}
          fileName={fileName}
          open={open}
          onOpen={onOpen}
        />
      ) : (
        <Card>
          <EmptyState title={t('emptyTitle')}>{t('emptyHint')}</EmptyState>
        </Card>
      )}
      <CellDrawer
        version={version}
        params={shown.params}
        scope={scopeName}
        filter={filter}
        setFilter={setFilter}
        counts={
          openCohort && openCell
            ? { present: openCell.active, missing: openCohort.celebs - openCell.active }
            : undefined
        }
      />
    </Stack>
  );
}
