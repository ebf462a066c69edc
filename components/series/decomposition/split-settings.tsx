'use client';
import { Input, SegmentedControl, Select, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { FilterBar } from '@/components/ui/filter-bar';
import { SettledNumber } from '@/components/ui/settled-number';
import {
  DEFAULT_METHOD,
  DEFAULT_PERIOD,
  MAX_PERIOD,
  MIN_PERIOD,
} from '@/lib/domain/series/analyse';
import { ANOMALY_DIRECTIONS, ANOMALY_THRESHOLD } from '@/lib/domain/series/anomalies';
import { DECOMPOSITION_METHODS } from '@/lib/domain/series/decompose';
import { MAX_THRESHOLD, MIN_THRESHOLD, useSplit } from '../use-split';

/** Method and cycle, and what counts as unusual where that is looked at. */
export function SplitSettings({ unusual = true }: { unusual?: boolean }) {
  const t = useTranslations('decomposition');
  const [split, setSplit] = useSplit();
  const { method, period, threshold, direction } = split;
  const chosen =
    method !== DEFAULT_METHOD ||
    period !== DEFAULT_PERIOD ||
    (unusual && (threshold !== ANOMALY_THRESHOLD || direction !== 'both'));
  const quarter = { base: 'calc(50% - 6px)', xs: 140 };
  return (
    <FilterBar label={t('settings')} onReset={chosen ? () => void setSplit(null) : undefined}>
      <Select
        label={t('method')}
        allowDeselect={false}
        value={method}
        onChange={(v) => {
          const next = DECOMPOSITION_METHODS.find((m) => m === v);
          if (next) void setSplit({ method: next });
        }}
        data={DECOMPOSITION_METHODS.map((m) => ({ value: m, label: t(`methods.${m}`) }))}
        w={{ base: '100%', xs: 210 }}
        renderOption={({ option }) => (
          <div>
            <Text size="sm" fw={500}>
              {option.label}
            </Text>
            <Text size="xs" c="dimmed">
              {t(`methodHints.${DECOMPOSITION_METHODS.find((m) => m === option.value) ?? method}`)}
            </Text>
          </div>
        )}
        comboboxProps={{ width: 320, position: 'bottom-start' }}
        maxDropdownHeight={360}
      />
      <SettledNumber
        label={t('period')}
        value={period}
        min={MIN_PERIOD}
        max={MAX_PERIOD}
        allowDecimal={false}
        onSettle={(next) => void setSplit({ period: next })}
        w={unusual ? quarter : { base: '100%', xs: 140 }}
      />
      {unusual ? (
        <>
          <SettledNumber
            label={t('threshold')}
            value={threshold}
            min={MIN_THRESHOLD}
            max={MAX_THRESHOLD}
            step={0.5}
            decimalScale={2}
            onSettle={(next) => void setSplit({ threshold: next })}
            w={quarter}
          />
          <Input.Wrapper label={t('direction')} labelElement="div" w={{ base: '100%', xs: 'auto' }}>
            <SegmentedControl
              aria-label={t('direction')}
              size="sm"
              fullWidth
              styles={{ root: { minHeight: 36, alignItems: 'center' } }}
              value={direction}
              onChange={(v) => {
                const next = ANOMALY_DIRECTIONS.find((d) => d === v);
                if (next) void setSplit({ direction: next });
              }}
              data={(['both', 'drops', 'rises'] as const).map((value) => ({
                value,
                label: t(`directions.${value}`),
              }))}
            />
          </Input.Wrapper>
        </>
      ) : null}
    </FilterBar>
  );
}
