'use client';
import { Select, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { VERDICTS_SHOWN } from '@/components/charts/verdict-marks';
import { FilterBar } from '@/components/ui/filter-bar';
import type { FeatureLedger } from '@/lib/contracts/explain';
import { SERIES_GROUPS } from '@/lib/domain/explain/series-group';
import { VIF_FATES } from './ledger-view';
import { useLedgerFilter } from './use-ledger';
import { useLedgerWords } from './use-ledger-words';

const WIDTH = { base: '100%', xs: 170 };

/** Chooses which features the table and the charts below show. */
export function LedgerFilter({
  ledger,
  shown,
}: {
  readonly ledger: FeatureLedger;
  readonly shown: number;
}) {
  const t = useTranslations('ledger');
  const words = useLedgerWords();
  const [{ verdict, group, vif }, setFilter] = useLedgerFilter();
  const chosen = verdict !== null || group !== null || vif !== null;
  const clear = () => void setFilter({ verdict: null, group: null, vif: null });
  return (
    <FilterBar label={t('filter')} onReset={chosen ? clear : undefined}>
      <Select
        size="sm"
        w={WIDTH}
        label={t('verdict')}
        placeholder={t('any')}
        clearable
        value={verdict}
        onChange={(value) =>
          void setFilter({ verdict: VERDICTS_SHOWN.find((x) => x === value) ?? null })
        }
        data={VERDICTS_SHOWN.map((value) => ({ value, label: words.verdicts[value] }))}
      />
      <Select
        size="sm"
        w={WIDTH}
        label={t('group')}
        placeholder={t('any')}
        clearable
        value={group}
        onChange={(value) =>
          void setFilter({ group: SERIES_GROUPS.find((x) => x === value) ?? null })
        }
        data={SERIES_GROUPS.map((value) => ({ value, label: words.group(value) }))}
      />
      <Select
        size="sm"
        w={WIDTH}
        label={t('vifFate')}
        placeholder={t('any')}
        clearable
        value={vif}
        onChange={(value) => void setFilter({ vif: VIF_FATES.find((x) => x === value) ?? null })}
        data={VIF_FATES.map((value) => ({ value, label: t(`fates.${value}`) }))}
      />
      <Text size="sm" c="dimmed" role="status" className="tabular" pb={8}>
        {t('shown', { shown, total: ledger.rows.length })}
      </Text>
    </FilterBar>
  );
}
