'use client';
import {
  IconCircleCheck,
  IconHourglass,
  IconQuestionMark,
  IconSticker,
  IconUserMinus,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusLook } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import type { CelebOutcomeView } from '@/lib/contracts/actions';

/** What became of a celeb, or until when it is open. */
export function OutcomeBadge({ outcome }: { readonly outcome: CelebOutcomeView }) {
  const t = useTranslations('actions.outcome');
  const f = useFormats();
  if (outcome.state === 'open')
    return (
      <StatusBadge
        look={{ color: 'blue', icon: IconHourglass }}
        text={t('open', { day: f.day(outcome.until) })}
      />
    );
  if (outcome.state === 'unknown')
    return <StatusBadge look={{ color: 'gray', icon: IconQuestionMark }} text={t('unknown')} />;
  const { churned, stickered } = outcome;
  const look: StatusLook = churned
    ? { color: 'red', icon: IconUserMinus }
    : { color: 'green', icon: stickered ? IconSticker : IconCircleCheck };
  const text = churned
    ? t(stickered ? 'leftWithSticker' : 'left')
    : t(stickered ? 'stayedWithSticker' : 'stayed');
  return <StatusBadge look={look} text={text} />;
}
