'use client';
import { List, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { VersionView } from '@/lib/contracts/datasets';

/** What a version has that the one before it had not. */
export function VersionChange({
  version,
  before,
}: {
  version: VersionView;
  before: VersionView | undefined;
}) {
  const t = useTranslations('data.change');
  const f = useFormats();
  if (!version.change || !before) {
    return (
      <Text size="sm" c="dimmed" mt="md">
        {t('first')}
      </Text>
    );
  }
  const { change } = version;
  const counts = [
    ['eventRows', change.eventRows],
    ['stickerRows', change.stickerRows],
    ['celebRows', change.celebRows],
    ['targetCelebs', change.targetCelebs],
    ['windows', version.windows.complete - before.windows.complete],
  ] as const;
  const moved = [
    ['firstDay', before.firstDay, version.firstDay],
    ['lastDay', before.lastDay, version.lastDay],
  ] as const;
  const lengths = (v: VersionView) => [
    v.windows.observeDays,
    v.windows.outcomeDays,
    v.windows.strideDays,
  ];
  return (
    <>
      <Text size="sm" fw={600} mt="md" id="change-title">
        {t('title', { number: before.number })}
      </Text>
      <List size="sm" spacing={2} mt={2} aria-labelledby="change-title">
        {counts.map(([name, count]) => (
          <List.Item key={name} className="tabular">
            {t(name, { change: count === 0 ? '±0' : f.signed(count) })}
          </List.Item>
        ))}
        {moved.map(([name, from, to]) =>
          from === to ? null : (
            <List.Item key={name}>{t(name, { from: f.day(from), to: f.day(to) })}</List.Item>
          ),
        )}
        {lengths(before).join() === lengths(version).join() ? null : (
          <List.Item>
            {t('lengths', { from: lengths(before).join(' / '), to: lengths(version).join(' / ') })}
          </List.Item>
        )}
      </List>
    </>
  );
}
