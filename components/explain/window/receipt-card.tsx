'use client';
import { Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { directionOf, directionSign } from '@/components/charts/diverging';
import { ErrorState, LoadingState } from '@/components/ui/states';
import { useFormats } from '@/components/ui/use-formats';
import type { ExplainedWindow } from '@/lib/contracts/explain';
import { addDays } from '@/lib/domain/series/period';
import { FidelityNote } from '../fidelity-note';
import type { CardProps } from './card-props';
import { receiptOf } from './receipt';
import { useExplainedWindow } from './use-one-celeb';
import { useReasons } from './use-reasons';
import { useWindowWords } from './use-window-words';

/** Log-odds between surrogate and model from which on the reasons are to be read with care: the odds differ by e. */
const FAR = 1;

/** The prediction as a sum in one sentence, and its largest reasons in one sentence each. */
export function ReceiptCard({ asked, part }: CardProps) {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const query = useExplainedWindow(asked);
  const title = t('receiptOf', { target: t(`targets.${asked.target}`) });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState height={260} />;
  const { anchor, celeb } = query.data;
  return (
    <Card
      component="section"
      aria-label={title}
      className={query.isPlaceholderData ? 'stale' : undefined}
    >
      <Stack gap="sm">
        <div>
          <Title order={2}>{title}</Title>
          <Text size="xs" c="dimmed">
            {t('observedUntil', {
              celeb: celeb.name ?? celeb.id,
              anchor: f.longDay(anchor),
              last: f.shortDay(addDays(anchor, -1)),
            })}
          </Text>
        </div>
        {part.isConstant ? (
          <Constant window={query.data} target={asked.target} />
        ) : (
          <Told window={query.data} target={asked.target} />
        )}
        {part.isCalibrated ? null : (
          <Text size="xs" c="dimmed">
            {t('notCalibrated')}
          </Text>
        )}
        <FidelityNote part={part} />
      </Stack>
    </Card>
  );
}

interface ToldProps {
  readonly window: ExplainedWindow;
  readonly target: CardProps['asked']['target'];
}

function Constant({ window, target }: ToldProps) {
  const t = useTranslations('oneCeleb');
  const words = useWindowWords();
  return (
    <Text>
      {t('constant', {
        target: t(`targetWord.${target}`),
        probability: words.probability(window.logit ?? window.margin),
      })}
    </Text>
  );
}

function Told({ window, target }: ToldProps) {
  const t = useTranslations('oneCeleb');
  const f = useFormats();
  const words = useWindowWords();
  const reasons = useReasons(window.parts, target);
  const { expected, adds, margin } = receiptOf(window);
  const unexplained = window.logit === null ? 0 : window.logit - window.margin;
  return (
    <>
      <Text className="tabular" data-receipt={target}>
        {t.rich('receipt', {
          expected: f.hundredths(expected),
          sign: adds < 0 ? '-' : '+',
          adds: f.hundredths(Math.abs(adds)),
          margin: f.hundredths(margin),
          target: t(`targetWord.${target}`),
          probability: words.probability(window.margin),
          b: (text) => <b>{text}</b>,
        })}
      </Text>
      <Text size="sm" c="dimmed" className="tabular">
        {window.logit === null
          ? t('modelUnknown')
          : t('modelSays', {
              logOdds: f.hundredths(window.logit),
              probability: words.probability(window.logit),
              rest: f.signedHundredths(unexplained),
            })}
      </Text>
      {Math.abs(unexplained) >= FAR ? (
        <Group gap={6} wrap="nowrap" align="flex-start">
          <IconAlertTriangle
            size={15}
            color="var(--mantine-color-orange-text)"
            aria-hidden
            style={{ flexShrink: 0, marginTop: 2 }}
          />
          <Text size="sm">{t('farOff')}</Text>
        </Group>
      ) : null}
      {reasons.length > 0 ? (
        <div>
          <Title order={3} mb={4}>
            {t('reasons', { count: reasons.length })}
          </Title>
          <List type="ordered" size="sm" spacing={4}>
            {reasons.map(({ key, text, shap }) => (
              <List.Item key={key}>
                <span aria-hidden>
                  <Text span c={directionOf(shap) === 'up' ? 'orange' : 'blue'} inherit>
                    {directionSign(shap)}
                  </Text>{' '}
                </span>
                {text}
              </List.Item>
            ))}
          </List>
        </div>
      ) : null}
    </>
  );
}
