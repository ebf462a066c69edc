'use client';
import { Card, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormats } from '@/components/ui/use-formats';
import type { RoundDetail, RoundSide } from '@/lib/contracts/rounds';
import { LEAST_SIDE } from '@/lib/domain/segments/holdout';
import { addDays } from '@/lib/domain/series/period';
import { type Difference, DifferenceCard } from './difference-card';
import { useRoundWords } from './use-round-words';

/** What the round says: in words, in numbers, and as intervals. */
export function ResultCard({ round }: { readonly round: RoundDetail }) {
  const t = useTranslations('rounds');
  const { judgement } = round;
  const rows: Difference[] = judgement
    ? (['churn', 'sticker'] as const).flatMap((key) => {
        const difference = judgement[key];
        return difference ? [{ key, label: t(`result.${key}`), ...difference }] : [];
      })
    : [];
  return (
    <>
      <Card component="section" aria-label={t('result.title')}>
        <Stack gap="sm">
          <Title order={2}>{t('result.title')}</Title>
          <Text data-result role="status">
            <ResultWords round={round} />
          </Text>
          <SidesTable round={round} />
          <Notes round={round} />
        </Stack>
      </Card>
      {rows.length > 0 ? (
        <DifferenceCard
          title={t('result.picture')}
          subtitle={t('result.pictureHint')}
          rows={rows}
          fileName={`round-${round.id}`}
        />
      ) : null}
    </>
  );
}

/** The judgement as a sentence; before it is known, when it will be and whether it can tell anything. */
function ResultWords({ round }: { readonly round: RoundDetail }) {
  const t = useTranslations('rounds.result');
  const f = useFormats();
  const words = useRoundWords();
  const { judgement, meanChurn } = round;
  if (!judgement) {
    const day = f.longDay(addDays(round.outcomeEnd, 1));
    return `${t('openUntil', { day })} ${words.power({
      celebs: round.contacted + round.holdout,
      share: round.holdoutShare,
      baseline: meanChurn,
      effect: meanChurn / 3,
    })}`;
  }
  if (round.holdout === 0) return t('noHoldout');
  const { churn, verdict, neededContacted } = judgement;
  if (!churn) return t('noSide');
  const numbers = {
    contacted: f.percent(churn.p1),
    holdout: f.percent(churn.p2),
    difference: words.points(churn.difference),
    interval: words.interval(churn),
  };
  if (verdict !== 'too-few-to-tell') return t(verdict, numbers);
  const isSmall = Math.min(round.sides.contacted.known, round.sides.holdout.known) < LEAST_SIDE;
  const told = isSmall ? t('tooSmall', { ...numbers, least: LEAST_SIDE }) : t('tooFew', numbers);
  return neededContacted === null
    ? `${told} ${t('nothingDiffers')}`
    : `${told} ${t('needed', { needed: neededContacted, contacted: round.sides.contacted.known })}`;
}

function SidesTable({ round }: { readonly round: RoundDetail }) {
  const t = useTranslations('rounds');
  const f = useFormats();
  const { isClosed, sides } = round;
  const ofKnown = (count: number, { known }: RoundSide) =>
    !isClosed || known === 0 ? '–' : t('result.share', { count, share: f.percent(count / known) });
  const rows: [label: string, cell: (side: RoundSide) => string][] = [
    [t('result.celebs'), ({ celebs }) => f.integer(celebs)],
    [t('result.acted'), ({ acted }) => f.integer(acted)],
    [t('result.known'), ({ known }) => (isClosed ? f.integer(known) : '–')],
    [t('result.churned'), (side) => ofKnown(side.churned, side)],
    [t('result.stickered'), (side) => ofKnown(side.stickered, side)],
  ];
  return (
    <Table aria-label={t('result.sides')} className="tabular" maw={560}>
      <Table.Thead>
        <Table.Tr>
          <Table.Td />
          {SIDES.map((key) => (
            <Table.Th key={key} scope="col" ta="right">
              {t(`roles.${key}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([label, cell]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" fw={400}>
              {label}
            </Table.Th>
            {SIDES.map((key) => (
              <Table.Td key={key} ta="right" data-side={key}>
                {cell(sides[key])}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const SIDES = ['contacted', 'holdout'] as const;

/** Celebs that a note names; the table of members has them all. */
const NAMED = 8;

/** What the numbers must not be read without. */
function Notes({ round }: { readonly round: RoundDetail }) {
  const t = useTranslations('rounds.result');
  const { isClosed, members, sides } = round;
  const gone = isClosed ? members.filter(({ outcome }) => outcome === null) : [];
  const names = gone.slice(0, NAMED).map(({ name, celebId }) => name ?? celebId);
  return (
    <Stack gap={4}>
      <Text size="sm" c="dimmed">
        {t('asDrawn', {
          contacted: sides.contacted.celebs,
          acted: sides.contacted.acted,
          holdout: sides.holdout.celebs,
          slipped: sides.holdout.acted,
        })}
      </Text>
      {gone.length > 0 ? (
        <Text size="sm" c="dimmed" data-gone>
          {t('gone', {
            count: gone.length,
            names: names.join(', '),
            more: gone.length - names.length,
          })}
        </Text>
      ) : null}
    </Stack>
  );
}
