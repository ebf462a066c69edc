'use client';
import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';

interface Props {
  readonly value: string;
  readonly onChange: (zone: string) => void;
  readonly error: string | null;
}

/** All IANA time zones with their present offset; found by city, region or offset. */
export function TimeZoneSelect({ value, onChange, error }: Props) {
  const t = useTranslations('data.settings');
  const zones = useMemo(() => {
    const names = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', value]);
    names.delete('');
    return [...names].sort().map((zone) => ({ value: zone, label: `${zone} (${offset(zone)})` }));
  }, [value]);
  return (
    <Select
      label={t('timeZone')}
      description={t('timeZoneHint')}
      data={zones}
      value={value === '' ? null : value}
      onChange={(zone) => onChange(zone ?? '')}
      searchable
      allowDeselect={false}
      limit={60}
      nothingFoundMessage={t('noZone')}
      error={error}
      required
    />
  );
}

function offset(zone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    timeZoneName: 'longOffset',
  }).formatToParts();
  const name = parts.find((p) => p.type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? 'UTC' : name.replace('GMT', 'UTC');
}
