import { trainTrialSchema } from '@/lib/contracts/search';
import { idParam, route } from '@/lib/server/http/route';
import { submitJob } from '@/lib/server/jobs/submit';
import { trialTraining } from '@/lib/server/models/search/commands';

export const POST = route({
  capability: 'models:train',
  body: trainTrialSchema,
  handle: async ({ db, params, session, body }) => {
    const { payload, title } = await trialTraining(db, idParam(params), body.trial, body.promote);
    return submitJob(session, 'train', title, payload);
  },
});
