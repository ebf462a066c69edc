'use client';
import { Anchor, Card, ScrollArea, Stack, Table, Text, Title } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMetricLabel } from '@/components/series/metric-label';
import { useFormats } from '@/components/ui/use-formats';
import type { PartSummary, RunDetail } from '@/lib/contracts/models';
import { Term } from './term';

const PARTS = ['train', 'validation', 'test'] as const;

/** Which data a run saw: version, windows, the three parts of the split, features. */
export function RunData({ run }: { run: RunDetail }) {
  const t = useTranslations('models.data');
  const m = useTranslations('models');
  const label = useMetricLabel();
  const { observeDays, outcomeDays, strideDays } = run.windows;
  const { purged } = run.splitSummary;
  return (
    <Card component="section" aria-label={t('title')}>
      <Stack gap="sm">
        <Title order={2}>{t('title')}</Title>
        <Text size="sm">
          <Anchor
            component={Link}
            href={`/data?version=${run.versionId}`}
            size="sm"
            underline="always"
          >
            {t('version', { name: run.datasetName, number: run.versionNumber })}
          </Anchor>{' '}
          · {t('windows', { observeDays, outcomeDays, strideDays })}
        </Text>
        <ScrollArea
          type="auto"
          offsetScrollbars="present"
          viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('split') }}
        >
          <Table fz="sm" verticalSpacing={5} miw={480}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('part')}</Table.Th>
                <Table.Th>{t('anchors')}</Table.Th>
                <Table.Th ta="right">{t('windowCount')}</Table.Th>
                <Table.Th ta="right">{t('celebs')}</Table.Th>
                <Table.Th ta="right">{t(`positives.${run.target}`)}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {PARTS.map((name) => (
                <Part key={name} name={name} part={run.splitSummary[name]} />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
        <Text size="sm">
          {m(`splits.${run.split.kind}`)}
          {purged > 0 ? (
            <>
              {' · '}
              <Term help={t('purgedHelp')}>{t('purged', { count: purged })}</Term>
            </>
          ) : null}
        </Text>
        <details>
          <Text component="summary" size="sm" fw={600} style={{ cursor: 'pointer' }}>
            {t('features', { count: run.features.length })}
          </Text>
          <Text size="sm" c="dimmed" mt={4}>
            {run.features.map(label).join(' · ')}
          </Text>
        </details>
      </Stack>
    </Card>
  );
}

function Part({ name, part }: { name: (typeof PARTS)[number]; part: PartSummary }) {
  const t = useTranslations('models.data');
  const f = useFormats();
  const { firstAnchor, lastAnchor } = part;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        <Term help={t(`partHelp.${name}`)}>{t(`parts.${name}`)}</Term>
      </Table.Th>
      <Table.Td className="tabular" style={{ whiteSpace: 'nowrap' }}>
        {firstAnchor && lastAnchor ? f.dayRange(firstAnchor, lastAnchor) : '–'}
        <Text size="xs" c="dimmed">
          {t('anchorCount', { count: part.anchors })}
        </Text>
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        {f.integer(part.windows)}
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        {f.integer(part.celebs)}
      </Table.Td>
      <Table.Td ta="right" className="tabular" style={{ whiteSpace: 'nowrap' }}>
        {f.integer(part.positives)}
        <Text size="xs" c="dimmed">
          {part.windows > 0 ? f.percent(part.positives / part.windows) : '–'}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
