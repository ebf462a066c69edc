'use client';
import { Anchor, Badge, Button, Card, Group, ScrollArea, Table, Text, Title } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useFormats, useTime } from '@/components/ui/use-formats';
import type { DatasetView, VersionView } from '@/lib/contracts/datasets';

/** A dataset and its versions, newest first, each with what it added to the one before. */
export function DatasetCard({
  dataset,
  selected,
}: {
  dataset: DatasetView;
  selected: string | null;
}) {
  const t = useTranslations('data');
  const f = useFormats();
  const timeOf = useTime();
  const before = (v: VersionView) => dataset.versions.find((o) => o.number === v.number - 1);
  const rate = (part: number, of: number) => (of > 0 ? f.percent(part / of) : '–');
  return (
    <Card withBorder padding="md" role="group" aria-label={dataset.name}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Group gap="xs" style={{ minWidth: 0 }}>
          <Title order={2} style={{ overflowWrap: 'anywhere' }}>
            {dataset.name}
          </Title>
          <Badge variant="default" tt="none" fw={500}>
            {dataset.timeZone}
          </Badge>
          {dataset.versions.some((v) => v.simulated) ? (
            <Badge variant="default" tt="none" fw={500}>
              {t('simulated')}
            </Badge>
          ) : null}
        </Group>
        <Button
          size="compact-sm"
          variant="default"
          component={Link}
          href={`/data/import?dataset=${dataset.id}`}
          leftSection={<IconFilePlus size={16} aria-hidden />}
        >
          {t('addFiles')}
        </Button>
      </Group>
      <ScrollArea
        type="auto"
        offsetScrollbars="present"
        viewportProps={{
          tabIndex: 0,
          role: 'group',
          'aria-label': t('versionsOf', { name: dataset.name }),
        }}
      >
        <Table verticalSpacing={6} fz="sm" miw={640}>
          <Table.Thead style={{ whiteSpace: 'nowrap' }}>
            <Table.Tr>
              <Table.Th>{t('version')}</Table.Th>
              <Table.Th>{t('period')}</Table.Th>
              <Table.Th ta="right">{t('tables.events')}</Table.Th>
              <Table.Th ta="right">{t('tables.stickers')}</Table.Th>
              <Table.Th ta="right">{t('targetCelebs')}</Table.Th>
              <Table.Th ta="right">{t('windows')}</Table.Th>
              <Table.Th ta="right">{t('churnRate')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {dataset.versions.map((v) => (
              <Table.Tr
                key={v.id}
                bg={v.id === selected ? 'var(--mantine-primary-color-light)' : undefined}
                aria-current={v.id === selected ? 'true' : undefined}
              >
                <Table.Td style={{ whiteSpace: 'nowrap' }}>
                  <Anchor
                    component={Link}
                    href={`/data?version=${v.id}`}
                    scroll={false}
                    fw={600}
                    c={v.id === selected ? 'inherit' : undefined}
                    underline="always"
                  >
                    {t('versionNumber', { number: v.number })}
                  </Anchor>
                  <Text size="xs" c="dimmed">
                    {timeOf(v.createdAt)}
                  </Text>
                </Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }} className="tabular">
                  {f.day(v.firstDay)}
                  <Text size="xs" c="dimmed" className="tabular">
                    – {f.day(v.lastDay)}
                  </Text>
                </Table.Td>
                <Counted value={v.eventRows} change={v.change?.eventRows} />
                <Counted value={v.stickerRows} change={v.change?.stickerRows} />
                <Counted value={v.targetCelebs} change={v.change?.targetCelebs} />
                <Counted
                  value={v.windows.complete}
                  change={
                    before(v) ? v.windows.complete - (before(v)?.windows.complete ?? 0) : undefined
                  }
                />
                <Table.Td
                  ta="right"
                  className="tabular"
                  style={{ verticalAlign: 'top', whiteSpace: 'nowrap' }}
                >
                  {rate(v.windows.churned, v.windows.complete)}
                  <Text size="xs" c="dimmed" className="tabular">
                    {t('stickerRateShort', {
                      rate: rate(v.windows.stickerPositive, v.windows.complete),
                    })}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Card>
  );
}

function Counted({ value, change }: { value: number; change?: number }) {
  const f = useFormats();
  return (
    <Table.Td ta="right" className="tabular" style={{ verticalAlign: 'top' }}>
      {f.integer(value)}
      {change === undefined ? null : (
        <Text size="xs" c="dimmed" className="tabular" style={{ whiteSpace: 'nowrap' }}>
          {change === 0 ? '±0' : f.signed(change)}
        </Text>
      )}
    </Table.Td>
  );
}
