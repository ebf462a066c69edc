'use client';
import { Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { TABLE_FIELDS, TABLES } from '@/lib/contracts/tables';
import { DemoButton } from './demo-button';

/** What a new installation shows: what to do first, and what the three tables have to hold. */
export function Welcome({ working }: { working: boolean }) {
  const t = useTranslations('data');
  return (
    <Card withBorder padding="lg">
      <Stack gap="lg">
        <Group wrap="nowrap" gap="md" align="flex-start">
          {/* biome-ignore lint/performance/noImgElement: a tiny static SVG needs no optimiser */}
          <img src="/logo.svg" alt="" width={48} height={48} />
          <div>
            <Title order={2}>{t(working ? 'welcome.workingTitle' : 'welcome.title')}</Title>
            <Text c="dimmed">{t(working ? 'welcome.workingHint' : 'welcome.hint')}</Text>
          </div>
        </Group>
        <Group gap="xs">
          <Button
            component={Link}
            href="/data/import"
            leftSection={<IconFileImport size={18} aria-hidden />}
          >
            {t('import')}
          </Button>
          <DemoButton />
        </Group>
        <div>
          <Title order={3} mb={4}>
            {t('welcome.tables')}
          </Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t('welcome.formats')}
          </Text>
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
            {TABLES.map((table) => (
              <Card key={table} withBorder padding="sm" radius="md">
                <Text fw={600}>{t(`tables.${table}`)}</Text>
                <Text size="xs" c="dimmed" mb="xs">
                  {t(`tableHints.${table}`)}
                </Text>
                <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: 'none' }}>
                  {TABLE_FIELDS[table].map((field) => (
                    <li key={field.name}>
                      <Text size="sm" span>
                        {t(`fields.${table}.${field.name}.label`)}
                      </Text>{' '}
                      <Text size="xs" c="dimmed" span>
                        {t(field.required ? 'required' : 'optional')}
                      </Text>
                    </li>
                  ))}
                </Stack>
              </Card>
            ))}
          </SimpleGrid>
        </div>
      </Stack>
    </Card>
  );
}
