'use client';
import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useVersion } from './use-version';

/** Which dataset version every number on screen belongs to. */
export function VersionPicker() {
  const t = useTranslations('shell');
  const { datasets, version, setVersion } = useVersion();
  if (datasets.length === 0) return null;
  const total = datasets.reduce((n, d) => n + d.versions.length, 0);
  const data = datasets.map((d, i) => ({
    // Two datasets may share a name; groups may not.
    group:
      datasets.findIndex((other) => other.name === d.name) === i ? d.name : `${d.name} (${i + 1})`,
    items: d.versions.map((v) => ({
      value: v.id,
      label: t('versionOf', { name: d.name, number: v.number }),
    })),
  }));
  return (
    <Select
      size="xs"
      flex={{ base: 1, sm: 'none' }}
      w={{ sm: 260 }}
      miw={0}
      aria-label={t('version')}
      data={data}
      value={version?.id ?? null}
      onChange={(id) => id && void setVersion(id)}
      allowDeselect={false}
      searchable={total > 8}
      checkIconPosition="right"
      maxDropdownHeight={360}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  );
}
