'use client';
import { Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import { getJson, queryString } from '@/lib/client/api';
import { type CelebOption, celebOptionsSchema } from '@/lib/contracts/series';

/** Names offered at once; more are found by typing. */
const SHOWN = 50;
/** The line that says so; not a celeb. */
const MORE = '\u0000more';

const nameOf = (celeb: CelebOption) => (celeb.name ? `${celeb.name} (${celeb.id})` : celeb.id);

interface Props {
  readonly version: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly label?: string;
}

/** One celeb out of thousands: the server searches names and ids, those with most fan activity come first. */
export function CelebSelect({ version, value, onChange, label }: Props) {
  const t = useTranslations('series');
  const f = useFormats();
  const [typed, setTyped] = useState('');
  const ask = (params: Record<string, string>) => ({
    queryKey: ['celebs', version, params],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      getJson(`/celebs?${queryString({ version, ...params })}`, celebOptionsSchema, signal),
  });
  // The chosen celeb need not be among those found: a link names it by id alone.
  const chosen = useQuery({ ...ask({ id: value, limit: '1' }), enabled: value !== '' });
  const selected = chosen.data?.rows[0];
  const [search] = useDebouncedValue(selected && typed === nameOf(selected) ? '' : typed, 200);
  const found = useQuery({
    ...ask({ search, limit: String(SHOWN) }),
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.rows ?? [];
  const all = selected && !rows.some((c) => c.id === selected.id) ? [selected, ...rows] : rows;
  const more = found.data?.truncated ? found.data.total - rows.length : 0;
  const data = [
    ...all.map((c) => ({ value: c.id, label: nameOf(c) })),
    ...(more > 0 ? [{ value: MORE, label: t('moreCelebs', { count: more }), disabled: true }] : []),
  ];
  return (
    <Select
      label={label ?? t('celeb')}
      searchable
      clearable={false}
      allowDeselect={false}
      data={data}
      value={value || null}
      onChange={(id) => id && onChange(id)}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? t('searching') : t('noCeleb')}
      placeholder={t('searchCeleb')}
      maxDropdownHeight={340}
      w={{ base: '100%', xs: 256 }}
      renderOption={({ option }) => {
        const celeb = all.find((c) => c.id === option.value);
        if (!celeb) return <Text size="xs">{option.label}</Text>;
        return (
          <Group justify="space-between" wrap="nowrap" gap="sm" w="100%">
            <Text size="sm" truncate>
              {celeb.name ?? celeb.id}{' '}
              <Text span size="xs" c="dimmed">
                {celeb.name ? celeb.id : ''}
              </Text>
            </Text>
            <Text size="xs" c="dimmed" className="tabular" style={{ whiteSpace: 'nowrap' }}>
              {t('fanTotalOf', { count: f.compact(celeb.fanTotal) })}
            </Text>
          </Group>
        );
      }}
    />
  );
}
