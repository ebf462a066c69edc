import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRoundSchema } from '@/lib/contracts/rounds';
import { drawHoldout, judgeHoldout } from '@/lib/domain/segments/holdout';
import { pooledRiskDifference } from '@/lib/domain/stats/mantel-haenszel';
import { compareProportions } from '@/lib/domain/stats/two-proportions';
import type { Database } from '@/lib/server/db/client';
import { roundCandidates } from '@/lib/server/queries/rounds/candidates';
import { describeRound } from '@/lib/server/queries/rounds/describe-round';
import { listRounds } from '@/lib/server/queries/rounds/list-rounds';
import { planRound } from '@/lib/server/queries/rounds/plan-round';
import { roundCsv } from '@/lib/server/queries/rounds/round-csv';
import type { Runtime } from '@/lib/server/runtime';
import { removeDataDirs } from '@/lib/server/testing/folders';
import { JobRunner } from '@/lib/server/testing/job-runner';
import { appErrorOf, newRuntime } from '@/lib/server/testing/state';
import { readClock, setClock } from './clock';
import { startRound } from './rounds-start';

let runtime: Runtime;
let db: Database;
let runner: JobRunner;
let datasetId: string;
let versionId: string;
let webhookId: string;
/** Celebs as of 2023-03-08, the highest score first. */
let ids: string[];

beforeAll(async () => {
  runtime = await newRuntime();
  db = runtime.db;
  runner = await JobRunner.open(runtime);
  const demo = await runner.run('demo', { scale: 0.1, seed: 5, train: false }, 'Small');
  ({ versionId, datasetId } = demo.result as { versionId: string; datasetId: string });
  await runner.run('train', { versionId, candidates: [{ kind: 'logistic' }], promote: 'best' });
  const webhook = { datasetId, url: 'http://127.0.0.1:9/', secret: 's', createdBy: 'Ara' };
  webhookId = (await db.webhook.create({ data: webhook })).id;
});
afterAll(async () => {
  await runner.close();
  await runtime.close();
  await removeDataDirs();
});

/** Sets the clock, and scores the day as the route's job does. */
async function playTo(day: string | null) {
  const { toScore } = await setClock(db, { dataset: datasetId, day });
  if (toScore) expect((await runner.run('score', toScore.payload)).error).toBeNull();
  return toScore?.payload;
}
const snapshotOf = (day: string) =>
  db.scoreSnapshot.findFirstOrThrow({ where: { asOf: new Date(`${day}T00:00:00Z`) } });
const roundOf = async (day: string, celebIds: readonly string[], rest: object) =>
  newRoundSchema.parse({ snapshot: (await snapshotOf(day)).id, celebIds, ...rest });
const start = async (day: string, celebIds: readonly string[], rest: object) =>
  startRound(db, await roundOf(day, celebIds, rest), 'Ara');
const deliveries = (event: string) =>
  db.webhookDelivery.findMany({ where: { webhookId, event }, orderBy: { id: 'asc' } });

describe('the demo clock', () => {
  it('asks for the scores of a day that nobody has scored, and the week before', async () => {
    expect(await readClock(db, datasetId)).toEqual({
      today: '2023-03-29',
      first: '2022-12-01',
      end: '2023-03-29',
      isSet: false,
      isSimulated: true,
    });
    expect(await playTo('2023-03-08')).toEqual({
      versionId,
      asOf: '2023-03-08',
      weeksBefore: 1,
    });
    expect(await playTo('2023-03-08')).toBeUndefined();
    expect((await readClock(db, datasetId)).today).toBe('2023-03-08');
    const { id } = await snapshotOf('2023-03-08');
    const scores = await db.celebScore.findMany({
      where: { snapshotId: id },
      orderBy: [{ rank: 'asc' }, { celebId: 'asc' }],
    });
    ids = scores.map(({ celebId }) => celebId);
    expect(ids.length).toBeGreaterThan(15);
  });

  it('does not ask twice while the day is being scored', async () => {
    const job = await db.job.create({
      data: {
        type: 'score',
        title: 'Small',
        status: 'running',
        payload: { versionId, asOf: '2023-02-02', weeksBefore: 1 },
      },
    });
    const { running, toScore } = await setClock(db, { dataset: datasetId, day: '2023-02-02' });
    expect([running?.id, toScore]).toEqual([job.id, null]);
    await db.job.delete({ where: { id: job.id } });
    await playTo('2023-03-08');
  });

  it('refuses days without enough data, and data that are not simulated', async () => {
    for (const day of ['2022-11-30', '2023-03-30'])
      expect(await appErrorOf(setClock(db, { dataset: datasetId, day }))).toMatchObject({
        code: 'bad_request',
        details: { field: 'day', reason: `${day} (2022-12-01 – 2023-03-29)` },
      });
    await db.datasetVersion.update({ where: { id: versionId }, data: { simulated: false } });
    expect(await appErrorOf(setClock(db, { dataset: datasetId, day: null }))).toMatchObject({
      code: 'bad_request',
      message:
        'dataset: only simulated data have a demo clock; for your own data today is the day after them.',
    });
    await db.datasetVersion.update({ where: { id: versionId }, data: { simulated: true } });
  });
});

describe('a round', () => {
  let roundId: string;

  it('is not drawn among celebs that somebody has contacted already', async () => {
    const [first = '', second = ''] = ids;
    const asOf = new Date('2023-03-08T00:00:00Z');
    const action = await db.celebAction.create({
      data: { datasetId, celebId: second, asOf, kind: 'offer', createdBy: 'Ara' },
    });
    const error = await appErrorOf(start('2023-03-08', ids, { name: 'Too late' }));
    expect(error).toMatchObject({
      code: 'round_celebs_taken',
      status: 409,
      details: { count: 1, celebs: [second], more: 0 },
    });
    expect(error.message).toContain('Leave them out (leaveOut: true)');
    const few = start('2023-03-08', [first, second], { name: 'Too few', leaveOut: true });
    expect(await appErrorOf(few)).toMatchObject({
      code: 'round_too_few',
      details: { free: 1, least: 2 },
    });
    const { id: snapshot } = await snapshotOf('2023-03-08');
    expect(await planRound(db, { snapshot, celebIds: [first, second] })).toEqual({
      free: 1,
      meanChurn: (
        await db.celebScore.findFirstOrThrow({ where: { snapshotId: snapshot, celebId: first } })
      ).churn,
      taken: [{ celebId: second, name: expect.any(String), reason: 'acted' }],
    });
    expect([await db.round.count(), await db.celebWork.count()]).toEqual([0, 0]);
    expect(await deliveries('round.started')).toEqual([]);
    await db.celebAction.delete({ where: { id: action.id } });
  });

  it('refuses celebs named twice or not scored', async () => {
    const [first = '', second = ''] = ids;
    for (const [celebIds, reason] of [
      [[first, second, first], first],
      [[first, 'nobody'], 'nobody'],
    ] as const)
      expect(await appErrorOf(start('2023-03-08', celebIds, { name: 'Wrong' }))).toMatchObject({
        code: 'bad_request',
        details: { field: 'celebIds', reason },
      });
  });

  it('sets a share aside by chance, assigns the others, and tells both to the webhooks', async () => {
    roundId = await start('2023-03-08', ids, {
      name: 'March',
      holdoutShare: 0.25,
      seed: 7,
      owner: 'Bo',
    });
    const holdout = drawHoldout(ids, 0.25, 7);
    expect(holdout).toHaveLength(Math.round(0.25 * ids.length));
    const contacted = ids.filter((id) => !holdout.includes(id));
    const round = await describeRound(db, roundId);
    expect(round).toMatchObject({
      name: 'March',
      asOf: '2023-03-08',
      outcomeEnd: '2023-03-14',
      holdoutShare: 0.25,
      seed: 7,
      owner: 'Bo',
      createdBy: 'Ara',
      isClosed: false,
      verdict: null,
      judgement: null,
    });
    // The data know the outcome already; before its days are over nobody is told.
    expect(await db.celebOutcome.count({ where: { datasetId } })).toBeGreaterThan(0);
    expect(round.members.every(({ outcome }) => outcome === null)).toBe(true);
    expect(round.sides.contacted).toEqual({
      celebs: contacted.length,
      known: 0,
      churned: 0,
      stickered: 0,
      acted: 0,
    });
    expect(round.members.map(({ celebId }) => celebId)).toEqual(ids);
    expect(round.members.filter((m) => m.isHoldout).map((m) => m.celebId)).toEqual(
      ids.filter((id) => holdout.includes(id)),
    );
    const work = await db.celebWork.findMany({ orderBy: { celebId: 'asc' } });
    expect(work.map(({ celebId }) => celebId)).toEqual([...contacted].sort());
    expect(new Set(work.map(({ owner, status }) => `${owner} ${status}`))).toEqual(
      new Set(['Bo in-progress']),
    );
    const [message, ...more] = await deliveries('round.started');
    expect(more).toEqual([]);
    expect(message?.payload).toEqual({
      datasetId,
      roundId,
      name: 'March',
      asOf: '2023-03-08',
      by: 'Ara',
      owner: 'Bo',
      holdoutShare: 0.25,
      celebIds: contacted,
      holdoutIds: holdout,
    });
    expect((await deliveries('work.changed')).map(({ payload }) => payload)).toEqual([
      { datasetId, by: 'Ara', owner: 'Bo', status: 'in-progress', celebIds: contacted },
    ]);
  });

  it('keeps its celebs and its name from other rounds while its outcome is open', async () => {
    const again = start('2023-03-08', ids.slice(0, 3), { name: 'Again' });
    expect(await appErrorOf(again)).toMatchObject({
      code: 'round_celebs_taken',
      details: { count: 3, celebs: ids.slice(0, 3) },
    });
    expect(await appErrorOf(start('2023-03-08', ids, { name: 'March' }))).toMatchObject({
      code: 'round_name_taken',
    });
    const { id: snapshot } = await snapshotOf('2023-03-08');
    expect(await roundCandidates(db, snapshot)).toEqual({
      policy: null,
      priority: Math.ceil(0.2 * ids.length),
      celebIds: [],
    });
  });

  it('gives a CRM those to contact only, unless all are asked for', async () => {
    const holdout = drawHoldout(ids, 0.25, 7);
    const { header, rows } = await roundCsv(db, roundId, 'contacted');
    expect(rows.map(([id]) => id)).toEqual(ids.filter((id) => !holdout.includes(id)));
    expect(header.slice(0, 5)).toEqual(['celeb_id', 'name', 'role', 'round', 'as_of']);
    const all = await roundCsv(db, roundId, 'all');
    expect(all.rows.map((row) => [row[0], row[2]])).toEqual(
      ids.map((id) => [id, holdout.includes(id) ? 'holdout' : 'contacted']),
    );
  });

  it('is judged once the clock has passed its week, by how it was drawn', async () => {
    const holdout = new Set(drawHoldout(ids, 0.25, 7));
    const [reached = '', missed = ''] = ids.filter((id) => !holdout.has(id));
    const [slipped = ''] = holdout;
    const asOf = new Date('2023-03-08T00:00:00Z');
    await db.celebAction.createMany({
      data: [
        { celebId: reached, kind: 'contacted', roundId },
        { celebId: reached, kind: 'offer' },
        { celebId: slipped, kind: 'other' },
      ].map((one, i) => ({
        ...one,
        datasetId,
        asOf,
        createdBy: 'Ara',
        createdAt: new Date(Date.UTC(2023, 2, 9, i)),
      })),
    });
    // One contacted celeb has left the data.
    await db.celebOutcome.delete({
      where: { datasetId_asOf_celebId: { datasetId, asOf, celebId: missed } },
    });
    await playTo('2023-03-14');
    expect((await describeRound(db, roundId)).judgement).toBeNull();
    await playTo('2023-03-15');
    const outcomes = await db.celebOutcome.findMany({ where: { datasetId, asOf } });
    const count = (isHoldout: boolean) => {
      const side = outcomes.filter(
        ({ celebId }) => ids.includes(celebId) && holdout.has(celebId) === isHoldout,
      );
      return {
        known: side.length,
        churned: side.filter(({ churned }) => churned).length,
        stickered: side.filter(({ stickered }) => stickered).length,
      };
    };
    const [contacted, aside] = [count(false), count(true)];
    const round = await describeRound(db, roundId);
    expect(round.sides).toEqual({
      contacted: { celebs: ids.length - holdout.size, acted: 1, ...contacted },
      holdout: { celebs: holdout.size, acted: 1, ...aside },
    });
    expect(contacted.known).toBe(ids.length - holdout.size - 1);
    const judged = judgeHoldout(
      { celebs: contacted.known, churned: contacted.churned },
      { celebs: aside.known, churned: aside.churned },
    );
    expect(round.judgement).toEqual({
      churn: judged.effect,
      sticker: compareProportions(
        contacted.stickered,
        contacted.known,
        aside.stickered,
        aside.known,
      ),
      verdict: judged.verdict,
      neededContacted: judged.neededContacted,
    });
    expect(round).toMatchObject({ isClosed: true, verdict: judged.verdict });
    const member = (id: string) => round.members.find(({ celebId }) => celebId === id);
    expect(member(missed)?.outcome).toBeNull();
    expect(member(reached)).toMatchObject({
      actions: 2,
      lastAction: { kind: 'offer', at: '2023-03-09T01:00:00.000Z' },
      owner: 'Bo',
      status: 'in-progress',
    });
    const kept = outcomes.find(({ celebId }) => celebId === reached);
    expect(member(reached)?.outcome).toEqual({
      churned: kept?.churned,
      stickered: kept?.stickered,
    });
  });

  it('comes too late for scores whose outcome is known', async () => {
    expect(await appErrorOf(start('2023-03-08', ids, { name: 'Late' }))).toMatchObject({
      code: 'round_week_over',
      details: { day: '2023-03-08' },
    });
  });

  it('lets one of two that start at once have the celebs', async () => {
    const { id } = await snapshotOf('2023-03-15');
    const scores = await db.celebScore.findMany({ where: { snapshotId: id } });
    const all = scores.map(({ celebId }) => celebId).sort();
    const results = await Promise.allSettled([
      start('2023-03-15', all, { name: 'One', seed: 3 }),
      start('2023-03-15', all, { name: 'Two', seed: 3 }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'round_celebs_taken' });
  });

  it('adds to what all rounds say together', async () => {
    expect((await listRounds(db, datasetId)).pooled).toBeNull();
    await playTo('2023-03-22');
    const { rounds, pooled, today } = await listRounds(db, datasetId);
    expect([today, rounds.map(({ asOf }) => asOf)]).toEqual([
      '2023-03-22',
      ['2023-03-15', '2023-03-08'],
    ]);
    const details = await Promise.all(rounds.map(({ id }) => describeRound(db, id)));
    const sum = (side: 'contacted' | 'holdout') =>
      details.reduce((total, { sides }) => total + sides[side].known, 0);
    expect(pooled).toMatchObject({
      rounds: 2,
      contacted: sum('contacted'),
      holdout: sum('holdout'),
      churn: pooledRiskDifference(
        details.map(({ sides: { contacted, holdout } }) => ({
          count1: contacted.churned,
          n1: contacted.known,
          count2: holdout.churned,
          n2: holdout.known,
        })),
      ),
    });
  });

  it('is hidden, not deleted, while the clock stands before it', async () => {
    await playTo('2023-03-14');
    const { rounds } = await listRounds(db, datasetId);
    expect(rounds.map(({ name, isClosed, verdict }) => [name, isClosed, verdict])).toEqual([
      ['March', false, null],
    ]);
    const later = await db.round.findFirstOrThrow({ where: { NOT: { id: roundId } } });
    expect(await appErrorOf(describeRound(db, later.id))).toMatchObject({ code: 'not_found' });
    await playTo(null);
    expect((await db.dataset.findUniqueOrThrow({ where: { id: datasetId } })).clockDay).toBeNull();
    expect((await listRounds(db, datasetId)).rounds).toHaveLength(2);
  });
});
