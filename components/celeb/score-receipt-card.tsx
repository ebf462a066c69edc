'use client';
import { Badge, Box, Card, Group, Stack, Table, Text, Title, Tooltip } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Term } from '@/components/models/term';
import { useReasonWords } from '@/components/reasons/use-reason-words';
import { useFormats } from '@/components/ui/use-formats';
import type { CelebProfile, ScoreReceipt } from '@/lib/contracts/celeb';
import { TARGETS } from '@/lib/contracts/models';
import { DirectionMark } from './direction-mark';

export interface ReceiptProps {
  readonly profile: CelebProfile;
  readonly receipt: ScoreReceipt;
}

/** How the score comes about, beside the one before, and why in words. */
export function ScoreReceiptCard({ profile, receipt }: ReceiptProps) {
  const t = useTranslations('celeb');
  const f = useFormats();
  return (
    <Card component="section" aria-label={t('receipt')} miw={0}>
      <Stack gap="md">
        <Title order={2}>{t('receipt')}</Title>
        <Group gap="md" align="flex-end" data-equation>
          <Figure label={t('churn')} value={f.score(receipt.churn)} />
          <Sign>×</Sign>
          <Figure label={t('sticker')} value={f.score(receipt.sticker)} />
          <Sign>=</Sign>
          <Figure
            label={<Term help={t('scoreHelp')}>{t('score')}</Term>}
            value={f.score(receipt.score)}
            strong
          />
        </Group>
        <ReceiptTable profile={profile} receipt={receipt} />
        <Reasons profile={profile} />
      </Stack>
    </Card>
  );
}

function Figure({
  label,
  value,
  strong = false,
}: {
  readonly label: ReactNode;
  readonly value: string;
  readonly strong?: boolean;
}) {
  return (
    <div>
      <Text size="xs" c="dimmed" component="div">
        {label}
      </Text>
      <Text fz={strong ? 26 : 22} fw={strong ? 700 : 550} lh={1.15} className="tabular">
        {value}
      </Text>
    </div>
  );
}

const Sign = ({ children }: { readonly children: string }) => (
  <Text fz={18} c="dimmed" lh={1.4}>
    {children}
  </Text>
);

function ReceiptTable({ profile, receipt }: ReceiptProps) {
  const t = useTranslations('celeb');
  const w = useTranslations('worklist');
  const f = useFormats();
  const { previous } = profile;
  const number = (value: number | null, format: (value: number) => string) =>
    value === null ? t('none') : format(value);
  const threshold = profile.policy
    ? t('thresholdOf', { policy: profile.policy.name })
    : t('thresholdDefault');
  const rows: readonly (readonly [string, ReactNode, (of: ScoreReceipt) => ReactNode])[] = [
    ['churn', t('churn'), (of) => f.score(of.churn)],
    ['sticker', t('sticker'), (of) => f.score(of.sticker)],
    ['score', t('score'), (of) => f.score(of.score)],
    [
      'log10',
      <Term key="log10" help={t('log10Help')}>
        {t('log10')}
      </Term>,
      (of) => number(of.log10, f.hundredths),
    ],
    [
      'threshold',
      <Term key="threshold" help={t('thresholdHelp')}>
        {threshold}
      </Term>,
      (of) => number(of.threshold, f.score),
    ],
    ['group', t('group'), (of) => w(`groups.${of.group}`)],
    ['rank', t('rank'), (of) => t('rankOf', { rank: of.rank, celebs: of.celebs })],
  ];
  return (
    <Box style={{ overflowX: 'auto' }}>
      <Table verticalSpacing={5} horizontalSpacing="xs" className="tabular">
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="col" ta="right">
              {f.day(profile.asOf)}
            </Table.Th>
            <Table.Th scope="col" ta="right" fw={500} c="dimmed">
              {previous ? f.day(previous.asOf) : t('before')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([key, label, cell]) => (
            <Table.Tr key={key} data-receipt={key}>
              <Table.Th scope="row" fw={500}>
                {label}
              </Table.Th>
              <Table.Td ta="right" fw={600}>
                {cell(receipt)}
              </Table.Td>
              <Table.Td ta="right" c="dimmed">
                {previous?.receipt ? cell(previous.receipt) : '–'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

/** The largest reasons of both probabilities, as chips that tell more when pointed at. */
function Reasons({ profile: { reasons } }: Pick<ReceiptProps, 'profile'>) {
  const t = useTranslations('celeb');
  if (reasons.length === 0) return null;
  return (
    <Stack gap="xs">
      {TARGETS.map((target) => (
        <Group key={target} gap="xs" align="flex-start" wrap="nowrap">
          <Text size="sm" c="dimmed" w={92} pt={3} style={{ flexShrink: 0 }}>
            {t(`reasonsOf.${target}`)}
          </Text>
          <Group gap={6} role="group" aria-label={t(`reasonsOf.${target}`)}>
            <ReasonChips reasons={reasons.filter((reason) => reason.target === target)} />
          </Group>
        </Group>
      ))}
    </Stack>
  );
}

function ReasonChips({ reasons }: Pick<CelebProfile, 'reasons'>) {
  const words = useReasonWords();
  const told = reasons.map((reason) => ({ reason, text: words.short(reason) }));
  // Two features of one series are told by the same words; the larger push stands for both.
  const different = told.filter(({ text }, i) => told.findIndex((one) => one.text === text) === i);
  return different.map(({ reason, text }) => (
    <Tooltip
      key={reason.feature}
      label={words.long(reason)}
      multiline
      w={320}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Badge
        variant="default"
        size="lg"
        tt="none"
        fw={500}
        tabIndex={0}
        style={{ cursor: 'help', maxWidth: '100%' }}
        leftSection={<DirectionMark change={reason.shap} />}
      >
        {text}
      </Badge>
    </Tooltip>
  ));
}
