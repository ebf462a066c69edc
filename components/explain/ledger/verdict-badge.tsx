'use client';
import { IconCircleCheck, IconTriangle, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { StatusBadge, type StatusLook } from '@/components/ui/status-badge';
import type { BorutaVerdict } from '@/lib/domain/boruta/boruta';

/** The same shapes as the marks of the charts. */
const LOOK = {
  accepted: { color: 'teal', icon: IconCircleCheck },
  tentative: { color: 'orange', icon: IconTriangle },
  rejected: { color: 'red', icon: IconX },
} as const satisfies Record<BorutaVerdict, StatusLook>;

/** A verdict as icon and word. */
export function VerdictBadge({ verdict }: { readonly verdict: BorutaVerdict }) {
  const t = useTranslations('ledger');
  return <StatusBadge look={LOOK[verdict]} text={t(`verdicts.${verdict}`)} />;
}
