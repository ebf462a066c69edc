'use client';
import { Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type ReasonWords, useReasonWords } from '@/components/reasons/use-reason-words';
import { Sparkline } from '@/components/ui/sparkline';
import { StatusBadge } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import type { WorklistRow } from '@/lib/contracts/worklist';
import { featureName } from '@/lib/domain/explain/feature-name';
import type { Formats } from '@/lib/domain/format/format';
import type { ColumnKey } from './columns';
import { GROUP_LOOK, STATUS_LOOK } from './looks';
import classes from './worklist.module.css';

/** What all cells need, made once for all rows. */
export interface CellContext {
  /** Day of the scores. */
  readonly asOf: string;
  readonly hrefOf: (celebId: string) => string;
  readonly onReason: (series: string) => void;
  readonly f: Formats;
  readonly words: ReasonWords;
  readonly t: ReturnType<typeof useTranslations<'worklist'>>;
}

export function useCellContext(
  props: Pick<CellContext, 'asOf' | 'hrefOf' | 'onReason'>,
): CellContext {
  const { asOf, hrefOf, onReason } = props;
  const f = useFormats();
  const words = useReasonWords();
  const t = useTranslations('worklist');
  return useMemo(
    () => ({ asOf, hrefOf, onReason, f, words, t }),
    [asOf, hrefOf, onReason, f, words, t],
  );
}

interface CellProps {
  readonly row: WorklistRow;
  readonly context: CellContext;
  /** Of what can be focused in it: only the active row's parts are stops of the Tab key. */
  readonly tabIndex: 0 | -1;
}

/** One cell of the table, by its column. */
export function Cell({ column, ...props }: CellProps & { readonly column: ColumnKey }) {
  const { row, context } = props;
  const { f, t, asOf } = context;
  switch (column) {
    case 'name':
      return <NameCell {...props} />;
    case 'churn':
    case 'sticker':
      return <Probability value={row[column]} f={f} kind={column} />;
    case 'score':
      return <strong>{f.score(row.score)}</strong>;
    case 'rank':
      return f.integer(row.rank);
    case 'group':
      return <StatusBadge look={GROUP_LOOK[row.group]} text={t(`groups.${row.group}`)} />;
    case 'previousScore':
      return row.previousScore === null ? (
        <Missing text={t('noPrevious')} />
      ) : (
        f.score(row.previousScore)
      );
    case 'change':
      return <Change change={row.change} context={context} />;
    case 'reasons':
      return <ReasonChips {...props} />;
    case 'ownWeeks':
      return <Weeks row={row} context={context} />;
    case 'lastOwnDay':
    case 'lastStickerDay':
      return <DaysAgo day={row[column]} asOf={asOf} context={context} />;
    case 'owner':
      return row.owner ?? <Missing text={t('nobody')} />;
    case 'status':
      return <StatusBadge look={STATUS_LOOK[row.status]} text={t(`statuses.${row.status}`)} />;
  }
}

export function NameCell({ row, context, tabIndex }: CellProps) {
  return (
    <>
      <Link
        className={classes.name}
        href={context.hrefOf(row.celebId)}
        tabIndex={tabIndex}
        prefetch={false}
      >
        {row.name ?? row.celebId}
      </Link>
      {row.name === null ? null : <span className={classes.id}>{row.celebId}</span>}
    </>
  );
}

const Missing = ({ text }: { readonly text: string }) => (
  <Text span size="sm" c="dimmed" title={text}>
    –<span className={classes.hidden}>{text}</span>
  </Text>
);

/** A probability as number and slim bar. */
export function Probability({
  value,
  f,
  kind,
}: {
  readonly value: number;
  readonly f: Formats;
  readonly kind: 'churn' | 'sticker';
}) {
  return (
    <span className={classes.probability}>
      {f.percent(Math.round(value * 1000) / 1000)}
      <span className={classes.bar} data-kind={kind} aria-hidden>
        <span style={{ width: `${value * 100}%` }} />
      </span>
    </span>
  );
}

const SHOWN_CHANGE = 0.0005;

/** Change since the snapshot before: arrow, sign and number. */
export function Change({
  change,
  context: { f, t },
}: {
  readonly change: number | null;
  readonly context: CellContext;
}) {
  if (change === null) return <Missing text={t('noPrevious')} />;
  const isSteady = Math.abs(change) < SHOWN_CHANGE;
  const direction = isSteady ? 'steady' : change > 0 ? 'up' : 'down';
  const Icon = { steady: IconArrowRight, up: IconArrowUpRight, down: IconArrowDownRight }[
    direction
  ];
  return (
    <span className={classes.change} data-direction={direction} title={t(`moves.${direction}`)}>
      <Icon size={15} aria-hidden />
      {f.signedScore(change)}
    </span>
  );
}

/** Reasons in words; a click asks for all celebs with the same one. */
export function ReasonChips({ row, context, tabIndex }: CellProps) {
  const { words, t, onReason } = context;
  if (row.reasons.length === 0) return <Missing text={t('noReasons')} />;
  return (
    <span className={classes.chips}>
      {row.reasons.map((reason) => {
        const { series } = featureName(reason.feature);
        const text = words.short(reason);
        return (
          <button
            key={`${reason.target} ${reason.feature}`}
            type="button"
            className={classes.chip}
            data-target={reason.target}
            tabIndex={tabIndex}
            title={`${words.long(reason)}\n${t('reasonFilter')}`}
            onClick={() => onReason(series)}
          >
            {text}
          </button>
        );
      })}
    </span>
  );
}

export function Weeks({ row, context: { f, t } }: Omit<CellProps, 'tabIndex'>) {
  const weeks = row.ownWeeks.map((week) => f.integer(week)).join(', ');
  return row.ownWeeks.length === 0 ? (
    <Missing text={t('noWeeks')} />
  ) : (
    <Sparkline
      values={row.ownWeeks}
      width={76}
      height={24}
      label={t('weeks', { weeks })}
      color="var(--worklist-line)"
      markColor="var(--worklist-mark)"
    />
  );
}

const DAY_MS = 86_400_000;

/** How many days before the scores' day. */
export function DaysAgo({
  day,
  asOf,
  context: { f, t },
}: {
  readonly day: string | null;
  readonly asOf: string;
  readonly context: CellContext;
}) {
  if (day === null) return <Missing text={t('never')} />;
  const days = Math.round((Date.parse(asOf) - Date.parse(day)) / DAY_MS);
  return <span title={f.day(day)}>{t('daysAgo', { days })}</span>;
}
