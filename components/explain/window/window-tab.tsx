'use client';
import { Card, SimpleGrid, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { EmptyState, ErrorState, LoadingState, useErrorText } from '@/components/ui/states';
import { ApiError } from '@/lib/client/api';
import type { ErrorCode } from '@/lib/contracts/errors';
import { TARGETS } from '@/lib/contracts/models';
import type { TabProps } from '../props';
import { ChangeCard } from './change-card';
import { DaysCards } from './days-cards';
import { MissingTarget, NoCard } from './missing-target';
import { ReceiptCard } from './receipt-card';
import { StepsCard } from './steps-card';
import { useExplainedCelebs, useExplainedWindow } from './use-one-celeb';
import { useWindowFilter } from './use-window-filter';
import { WindowFilter } from './window-filter';

/** Why the models foretell what they do of one celeb, before any day. */
export function WindowTab(props: TabProps) {
  const { explanation, part } = props;
  const t = useTranslations('oneCeleb');
  const [filter] = useWindowFilter();
  const list = useExplainedCelebs(explanation.id, part.target, '');
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <LoadingState height={640} />;
  const celeb = filter.celeb || list.data.celebs[0]?.id;
  if (celeb === undefined)
    return (
      <Card>
        <EmptyState title={t('nobodyTitle')}>{t('nobodyHint')}</EmptyState>
      </Card>
    );
  return <OneCeleb {...props} celeb={celeb} />;
}

function OneCeleb({ celeb, ...props }: TabProps & { readonly celeb: string }) {
  const { explanation, part } = props;
  const [filter] = useWindowFilter();
  const list = useExplainedCelebs(explanation.id, part.target, '');
  const anchor = filter.anchor || explanation.asOf;
  const asked = { id: explanation.id, celeb, anchor };
  const window = useExplainedWindow({ ...asked, target: part.target });
  const name =
    list.data?.celebs.find(({ id }) => id === celeb)?.name ??
    (window.data?.celeb.id === celeb ? window.data.celeb.name : null);
  const shown = { id: celeb, name };
  const columns = TARGETS.map((target) => ({
    target,
    part: explanation.parts.find((each) => each.target === target),
  }));
  return (
    <Stack gap="md">
      <WindowFilter {...props} celeb={shown} />
      {window.isError ? (
        // The same is wrong for both targets: who and when.
        <NoWindow error={window.error} onRetry={() => void window.refetch()} />
      ) : (
        [ReceiptCard, StepsCard, ChangeCard].map((Part, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change places
          <SimpleGrid key={row} cols={{ base: 1, lg: 2 }} spacing="md">
            {columns.map(({ target, part }) =>
              part ? (
                <Part key={target} asked={{ ...asked, target }} part={part} />
              ) : row === 0 ? (
                <MissingTarget key={target} target={target} />
              ) : (
                <NoCard key={target} />
              ),
            )}
          </SimpleGrid>
        ))
      )}
      {errorCode(window.error) === 'celeb_unknown' ? null : (
        <DaysCards explanation={explanation} part={part} celeb={shown} />
      )}
    </Stack>
  );
}

const errorCode = (error: unknown) => (error instanceof ApiError ? error.body.code : undefined);

/** A window that does not exist is nobody's failure: who or when has to be chosen anew. */
const NO_WINDOW: readonly (ErrorCode | undefined)[] = [
  'celeb_unknown',
  'celeb_not_eligible',
  'anchor_outside_data',
];

function NoWindow({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const t = useTranslations('oneCeleb');
  const text = useErrorText();
  if (!(error instanceof ApiError && NO_WINDOW.includes(error.body.code)))
    return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <Card>
      <EmptyState title={t('noWindowTitle')}>{text(error.body)}</EmptyState>
    </Card>
  );
}
