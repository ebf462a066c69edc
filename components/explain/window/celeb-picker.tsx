'use client';
import { Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormats } from '@/components/ui/use-formats';
import { useExplainedCelebs } from './use-one-celeb';

/** Lines that say that there are more, or none; not celebs. */
const MORE = '\u0000more';
const NONE = '\u0000none';

interface Named {
  readonly id: string;
  readonly name: string | null;
}

const nameOf = ({ id, name }: Named) => (name === null ? id : `${name} (${id})`);

interface Props {
  readonly explanationId: string;
  readonly target: string;
  /** Who is shown now, whether chosen or first of the list. */
  readonly shown: Named;
  readonly onChange: (id: string) => void;
}

/** One celeb of those that were foretold, the highest probability first; the server searches names and ids. */
export function CelebPicker({ explanationId, target, shown, onChange }: Props) {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed === nameOf(shown) ? '' : typed, 200);
  const found = useExplainedCelebs(explanationId, target, search);
  const celebs = found.data?.celebs ?? [];
  const all = celebs.some(({ id }) => id === shown.id) ? celebs : [shown, ...celebs];
  const more = found.data?.truncated ? found.data.total - celebs.length : 0;
  return (
    <Select
      label={t('celeb')}
      searchable
      allowDeselect={false}
      data={[
        ...all.map((celeb) => ({ value: celeb.id, label: nameOf(celeb) })),
        ...(found.data && celebs.length === 0
          ? [{ value: NONE, label: t('noCeleb'), disabled: true }]
          : []),
        ...(more > 0
          ? [{ value: MORE, label: t('moreCelebs', { count: more }), disabled: true }]
          : []),
      ]}
      value={shown.id}
      onChange={(id) => id && onChange(id)}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      placeholder={t('searchCeleb')}
      maxDropdownHeight={340}
      w={{ base: '100%', xs: 280 }}
      renderOption={({ option }) => {
        const celeb = celebs.find(({ id }) => id === option.value);
        if (!celeb) return <Text size="xs">{option.label}</Text>;
        return (
          <Group justify="space-between" wrap="nowrap" gap="sm" w="100%">
            <Text size="sm" truncate>
              {celeb.name ?? celeb.id}{' '}
              <Text span size="xs" c="dimmed">
                {celeb.name === null ? '' : celeb.id}
              </Text>
            </Text>
            <Text size="xs" c="dimmed" className="tabular">
              {f.percent(celeb.probability)}
            </Text>
          </Group>
        );
      }}
    />
  );
}
