import { z } from 'zod';
import type { ErrorBody } from '@/lib/contracts/errors';

const detailsSchema = z.object({
  celebs: z.array(z.string()),
  /** In the order of `celebs`; the id of who has no name. */
  names: z.array(z.string()),
  rounds: z.array(z.string()),
  /** The last day on which they are not to be contacted. */
  until: z.iso.date(),
});
export type HeldOut = z.infer<typeof detailsSchema>;

/** Whom an open round has set aside, if that is why an action was refused. */
export function heldOutOf({ code, details }: ErrorBody['error']): HeldOut | undefined {
  return code === 'celebs_held_out' ? detailsSchema.safeParse(details).data : undefined;
}
