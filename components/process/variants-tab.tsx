'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { getJson } from '@/lib/client/api';
import { processVariantsSchema } from '@/lib/contracts/process';
import { Answer, useNothing } from './answer';
import type { TabProps } from './tab-props';
import { VariantsCard } from './variants-card';

/** @param params without the chosen variant: it is chosen here */
export function VariantsTab({ params, missing, filter, setFilter, onReset, onPoint }: TabProps) {
  const nothing = useNothing(filter.scope);
  const query = useQuery({
    queryKey: ['process-variants', params],
    queryFn: ({ signal }) => getJson(`/process/variants?${params}`, processVariantsSchema, signal),
    enabled: missing === undefined,
    placeholderData: keepPreviousData,
  });
  const choose = useCallback(
    (variant: string) => void setFilter({ variant, tab: 'map', activities: 1, paths: 1 }),
    [setFilter],
  );
  return (
    <Answer query={query} missing={missing} empty={nothing} onReset={onReset}>
      {(variants) => <VariantsCard variants={variants} onChoose={choose} onPoint={onPoint} />}
    </Answer>
  );
}
