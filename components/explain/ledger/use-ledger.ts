'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { getJson } from '@/lib/client/api';
import { EXPLAIN_KEY } from '@/lib/client/query-keys';
import { featureLedgerSchema } from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import { BORUTA_VERDICTS } from '@/lib/domain/boruta/boruta';
import { SERIES_GROUPS } from '@/lib/domain/explain/series-group';
import { VIF_FATES } from './ledger-view';

/** The tab's state in the address; `feature` is the one whose details are open. */
export const useLedgerFilter = () =>
  useQueryStates(
    {
      verdict: parseAsStringLiteral(BORUTA_VERDICTS),
      group: parseAsStringLiteral(SERIES_GROUPS),
      vif: parseAsStringLiteral(VIF_FATES),
      feature: parseAsString.withDefault(''),
    },
    { history: 'push' },
  );

export const useLedger = (explanation: string, target: Target) =>
  useQuery({
    queryKey: [...EXPLAIN_KEY, explanation, 'ledger', target],
    queryFn: ({ signal }) =>
      getJson(
        `/explain/${encodeURIComponent(explanation)}/ledger?target=${target}`,
        featureLedgerSchema,
        signal,
      ),
    placeholderData: keepPreviousData,
    // An explanation never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
