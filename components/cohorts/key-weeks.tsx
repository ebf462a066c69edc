'use client';
import { Box, Card, Table, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import { SMALL_COHORT } from '@/lib/domain/cohorts/view';
import { wilsonInterval } from '@/lib/domain/process/compare';
import type { NamedCohorts } from './curve-card';

/** Weeks that retention is usually quoted for; the longer ones where the data reach. */
const WEEKS = [1, 2, 4, 8, 12, 26, 52];

/** The figures that a reader looks for first: retention after some weeks, for each group. */
export function KeyWeeks({ groups }: { groups: readonly NamedCohorts[] }) {
  const t = useTranslations('cohorts');
  const f = useFormats();
  const weeks = WEEKS.filter((w) => groups.some((g) => g.answer.curve.some((p) => p.offset === w)));
  return (
    <Card component="section" aria-label={t('keyTitle')}>
      <Title order={2}>{t('keyTitle')}</Title>
      <Text size="xs" c="dimmed" mb="xs">
        {t('keySubtitle')}
      </Text>
      {/* A scrolling area must be reachable by keyboard. */}
      <Box tabIndex={0} role="group" aria-label={t('keyTitle')} style={{ overflowX: 'auto' }}>
        <Table
          miw={190 + 128 * weeks.length}
          style={{ whiteSpace: 'nowrap' }}
          withRowBorders={groups.length > 1}
          verticalSpacing={6}
          className="tabular"
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('group')}</Table.Th>
              <Table.Th scope="col">{t('keyJoined')}</Table.Th>
              {weeks.map((offset) => (
                <Table.Th key={offset} scope="col">
                  {t('keyWeek', { offset })}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {groups.map(({ name, answer }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={500}>
                  {name}
                </Table.Th>
                <Table.Td>
                  {f.integer(
                    answer.cohorts.reduce((n, c) => n + (c.cohort === null ? 0 : c.celebs), 0),
                  )}
                </Table.Td>
                {weeks.map((offset) => {
                  const point = answer.curve.find((p) => p.offset === offset);
                  if (!point) return <Table.Td key={offset}>–</Table.Td>;
                  // One celeb more or less would change it by over 20 points: no figure to lead with.
                  const small = point.celebs < SMALL_COHORT;
                  const { low, high } = wilsonInterval(point.active, point.celebs);
                  return (
                    <Table.Td key={offset}>
                      <Text fw={small ? 400 : 650} c={small ? 'dimmed' : undefined} size="md">
                        {f.percent(point.share)}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {t('interval', { low: f.percent(low), high: f.percent(high) })}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {t('outOf', { active: point.active, celebs: point.celebs })}
                      </Text>
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
    </Card>
  );
}
