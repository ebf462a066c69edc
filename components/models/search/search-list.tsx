'use client';
import { Anchor, Card, Group, ScrollArea, Table, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useTime } from '@/components/ui/use-formats';
import type { SearchView } from '@/lib/contracts/search';
import { useModelsFilter } from '../use-models-filter';
import { endedTrials } from './search-progress';
import { SearchStatusBadge } from './status-badge';
import { useSearchWords } from './use-search-words';

interface Props {
  /** Newest first. */
  readonly searches: readonly SearchView[];
  readonly chosen: string;
  readonly action: ReactNode;
}

/** The searches of a version and target to choose from. */
export function SearchList({ searches, chosen, action }: Props) {
  const t = useTranslations('searches');
  const words = useSearchWords();
  const timeOf = useTime();
  const [, setFilter] = useModelsFilter();
  return (
    <Card component="section" aria-label={t('list')}>
      <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
        <div>
          <Title order={2}>{t('list')}</Title>
          <Text size="xs" c="dimmed">
            {t('listHint')}
          </Text>
        </div>
        {action}
      </Group>
      <ScrollArea.Autosize
        mah={220}
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('list') }}
      >
        <Table fz="sm" miw={720} layout="fixed" stickyHeader style={{ whiteSpace: 'nowrap' }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={200}>{t('started')}</Table.Th>
              <Table.Th>{t('status')}</Table.Th>
              <Table.Th ta="right">{t('best')}</Table.Th>
              <Table.Th ta="right">{t('trials')}</Table.Th>
              <Table.Th>{t('sampler')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {searches.map((search) => (
              <Table.Tr
                key={search.id}
                data-search={search.id}
                bg={search.id === chosen ? 'var(--sl-faint)' : undefined}
              >
                <Table.Td>
                  <Anchor
                    component="button"
                    type="button"
                    size="sm"
                    fw={600}
                    className="tabular"
                    aria-current={search.id === chosen ? 'true' : undefined}
                    onClick={() => void setFilter({ search: search.id, trial: null })}
                  >
                    {timeOf(search.createdAt)}
                  </Anchor>
                </Table.Td>
                <Table.Td>
                  <SearchStatusBadge status={search.status} />
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {words.score(search.best?.value ?? null)}
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {t('doneOf', { done: endedTrials(search), total: search.settings.trials })}
                </Table.Td>
                <Table.Td>{t(`samplers.${search.settings.sampler}.name`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </Card>
  );
}
