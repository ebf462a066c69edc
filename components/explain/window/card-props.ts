import type { ExplanationPart } from '@/lib/contracts/explain';
import type { Target } from '@/lib/contracts/models';
import type { WindowAsked } from './use-one-celeb';

/** What each card of one target is given. */
export interface CardProps {
  readonly asked: WindowAsked & { readonly target: Target };
  readonly part: ExplanationPart;
}
