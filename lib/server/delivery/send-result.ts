import type { BriefFailure } from '@/lib/contracts/delivery';

/** What came of an attempt. */
export type SendResult =
  | { readonly kind: 'delivered' }
  /** Certainly not delivered; `isFinal`: trying again would end the same. */
  | { readonly kind: 'failed'; readonly failure: BriefFailure; readonly isFinal: boolean }
  /** Let go of, and no answer. */
  | { readonly kind: 'unanswered' };
