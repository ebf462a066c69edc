'use client';
import { Input, SegmentedControl, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { FilterBar } from '@/components/ui/filter-bar';
import { LinkButton } from '@/components/ui/link-button';
import { useFormats } from '@/components/ui/use-formats';
import { queryString } from '@/lib/client/api';
import { addDays } from '@/lib/domain/series/period';
import type { TabProps } from '../props';
import { CelebPicker } from './celeb-picker';
import { useWindowFilter, WINDOW_VIEWS } from './use-window-filter';

interface Props extends TabProps {
  readonly celeb: { readonly id: string; readonly name: string | null };
}

/** Which celeb, before which day, drawn how. */
export function WindowFilter({ explanation, part, version, celeb }: Props) {
  const t = useTranslations('oneCeleb');
  const [filter, setFilter] = useWindowFilter();
  const chosen = filter.celeb !== '' || filter.anchor !== '' || filter.view !== 'waterfall';
  return (
    <FilterBar
      label={t('filter')}
      onReset={chosen ? () => void setFilter({ celeb: null, anchor: null, view: null }) : undefined}
    >
      <CelebPicker
        explanationId={explanation.id}
        target={part.target}
        shown={celeb}
        onChange={(id) => void setFilter({ celeb: id })}
      />
      <AnchorField
        first={addDays(version.firstDay, version.windows.observeDays)}
        last={explanation.asOf}
        value={filter.anchor || explanation.asOf}
        onChange={(day) => void setFilter({ anchor: day === explanation.asOf ? null : day })}
      />
      <Input.Wrapper label={t('view')} labelElement="div" w={{ base: '100%', xs: 'auto' }}>
        <SegmentedControl
          aria-label={t('view')}
          size="sm"
          fullWidth
          styles={{ root: { minHeight: 36, alignItems: 'center' } }}
          value={filter.view}
          onChange={(value) =>
            void setFilter({ view: WINDOW_VIEWS.find((view) => view === value) ?? null })
          }
          data={WINDOW_VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
        />
      </Input.Wrapper>
      <LinkButton
        variant="subtle"
        size="sm"
        px="xs"
        href={`/explore/series?${queryString({ version: version.id, metric: 'own_total', scope: 'celeb', celeb: celeb.id })}`}
      >
        {t('openSeries')}
      </LinkButton>
    </FilterBar>
  );
}

/** The day after the observed week. A day that cannot be explained is not taken over while it is typed. */
function AnchorField({
  first,
  last,
  value,
  onChange,
}: {
  readonly first: string;
  readonly last: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}) {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const outside = draft < first || draft > last;
  return (
    <TextInput
      type="date"
      label={t('anchor')}
      aria-description={t('anchorHelp')}
      min={first}
      max={last}
      value={draft}
      error={outside ? t('anchorOutside', { first: f.day(first), last: f.day(last) }) : undefined}
      onChange={({ currentTarget: { value: day } }) => {
        setDraft(day);
        if (day >= first && day <= last) onChange(day);
      }}
      w={{ base: '100%', xs: 170 }}
    />
  );
}
