'use client';
import {
  Card,
  Group,
  Input,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useTranslations } from 'next-intl';
import { SettledNumber } from '@/components/ui/settled-number';
import { useFormats } from '@/components/ui/use-formats';
import { type CutAnswer, type CutView, RULE_KINDS } from '@/lib/contracts/segments';
import type { ThresholdRule } from '@/lib/domain/segments/threshold';
import type { SegmentProps } from '../props';
import { type RuleStop, ruleOfKind, ruleStops } from '../rule-stops';
import { useSegmentWords } from '../use-segment-words';
import { Figure } from './figure';
import { RuleSlider } from './rule-slider';

interface Props extends SegmentProps {
  /** The rule under the hand, or else the chosen one. */
  readonly shown: ThresholdRule;
  readonly cut: CutView | undefined;
  readonly reason: CutAnswer['reason'];
  /** Null: the hand has let go. */
  readonly onMove: (stop: RuleStop | null) => void;
}

/** Chooses the rule, and counts whom it puts first. */
export function ThresholdCard(props: Props) {
  const { scores, shown, cut, reason, onRule, onMove } = props;
  const t = useTranslations('segments.threshold');
  const words = useSegmentWords();
  const stops = ruleStops(scores, shown.by);
  const settle = (rule: ThresholdRule) => {
    onRule(rule);
    onMove(null);
  };
  return (
    <Card component="section" aria-label={t('title')}>
      <Stack gap="md">
        <div>
          <Title order={2}>{t('title')}</Title>
          <Text size="xs" c="dimmed">
            {t('hint')}
          </Text>
        </div>
        <Group gap="md" align="flex-end">
          <Input.Wrapper label={t('kind')} labelElement="div" w={{ base: '100%', xs: 'auto' }}>
            <SegmentedControl
              aria-label={t('kind')}
              fullWidth
              styles={{ root: { minHeight: 36, alignItems: 'center' } }}
              value={shown.by}
              onChange={(value) => {
                const by = RULE_KINDS.find((kind) => kind === value);
                if (by && by !== shown.by) onRule(ruleOfKind(scores, by, cut));
              }}
              data={RULE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          </Input.Wrapper>
          {shown.by === 'quantile' ? (
            <SettledNumber
              label={t('share')}
              w={130}
              suffix="%"
              min={0.1}
              max={99.9}
              step={1}
              decimalScale={2}
              value={Number((100 * shown.share).toFixed(6))}
              onSettle={(percent) => settle({ by: 'quantile', share: percent / 100 })}
            />
          ) : null}
          {shown.by === 'value' ? (
            <SettledNumber
              label={t('value')}
              w={150}
              min={0}
              max={1}
              step={0.01}
              decimalScale={8}
              value={shown.value}
              onSettle={(value) => settle({ by: 'value', value })}
            />
          ) : null}
          <Text size="sm" role="status" pb={8} data-threshold={cut?.threshold ?? 'none'}>
            {cut && cut.threshold !== null
              ? t.rich('from', {
                  threshold: words.number(cut.threshold),
                  b: (text) => <b className="tabular">{text}</b>,
                })
              : reason
                ? t(`reasons.${reason}`)
                : t('counting')}
          </Text>
        </Group>
        {stops.length > 0 ? (
          <RuleSlider stops={stops} shown={shown} onMove={onMove} onSettle={settle} />
        ) : shown.by === 'mixture' ? (
          <Text size="sm" c="dimmed">
            {t('mixtureHint')}
          </Text>
        ) : null}
        {cut ? <Counts {...props} cut={cut} /> : null}
      </Stack>
    </Card>
  );
}

/** Who is inside, who of the expected leavers and sticker receivers that covers, and who is left. */
function Counts({ scores, shown, cut, policies: _, ...rest }: Props & { readonly cut: CutView }) {
  const t = useTranslations('segments.threshold');
  const f = useFormats();
  const { celebs: total } = scores;
  const share = (part: number, whole: number) => f.percent(whole > 0 ? part / whole : 0);
  const others = total - cut.celebs - cut.generalChurners;
  const asked = shown.by === 'quantile' ? shown.share : null;
  // One celeb more than asked for is rounding; more are celebs of equal score.
  const tied = asked === null ? 0 : cut.celebs - Math.ceil(asked * total) - 1;
  const isEmpty = total > 0 && cut.celebs === 0 && rest.reason === null;
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="md" data-counts>
        <Figure
          name="celebs"
          label={t('celebs')}
          value={f.integer(cut.celebs)}
          note={t('ofCelebs', { share: share(cut.celebs, total), total })}
        />
        <Figure
          name="churners"
          label={t('churners')}
          value={f.decimal(cut.expectedChurners)}
          note={t('ofExpected', {
            share: share(cut.expectedChurners, scores.expectedChurners),
            total: f.decimal(scores.expectedChurners),
          })}
        />
        <Figure
          name="stickered"
          label={t('stickered')}
          value={f.decimal(cut.expectedStickered)}
          note={t('ofExpected', {
            share: share(cut.expectedStickered, scores.expectedStickered),
            total: f.decimal(scores.expectedStickered),
          })}
        />
        <Figure
          name="general"
          label={t('general')}
          value={f.integer(cut.generalChurners)}
          note={t('generalNote')}
        />
        <Figure
          name="others"
          label={t('others')}
          value={f.integer(others)}
          note={t('ofCelebs', { share: share(others, total), total })}
        />
      </SimpleGrid>
      {tied > 0 && asked !== null ? (
        <Text size="sm" data-note="tied">
          {t('tied', { asked: f.percent(asked), share: share(cut.celebs, total) })}
        </Text>
      ) : null}
      {isEmpty ? (
        <Text size="sm" data-note="empty">
          {t('empty')}
        </Text>
      ) : null}
    </>
  );
}
