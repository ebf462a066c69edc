import { explanationPartSchema, featureLedgerSchema } from '@/lib/contracts/explain';
import { runReportSchema } from '@/lib/contracts/models';
import type { SearchDetail, TrialView } from '@/lib/contracts/search';
import { WEEK_FIGURES, weekContentSchema, weekGradeSchema } from '@/lib/contracts/weeks';
import type { Database } from '@/lib/server/db/client';
import { describeDatasets } from '@/lib/server/queries/datasets';

/** Prints what a published version holds. */
export async function printVersion(db: Database, versionId: string): Promise<void> {
  const datasets = await describeDatasets(db);
  const dataset = datasets.find((d) => d.versions.some((v) => v.id === versionId));
  const version = dataset?.versions.find((v) => v.id === versionId);
  if (!dataset || !version) return;
  const { windows } = version;
  const rate = (windows.churned / Math.max(1, windows.complete)).toFixed(4);
  console.log(
    [
      `Dataset ${dataset.name} (${dataset.id}), version ${version.number}: ${version.firstDay} to ${version.lastDay}`,
      `  ${version.eventRows} events, ${version.stickerRows} stickers, ${version.celebRows} celebs, ${version.targetCelebs} of them target celebs`,
      `  ${windows.anchors} anchors, ${windows.complete} windows, ${windows.churned} churned (${rate}), ${windows.stickerPositive} with stickers`,
    ].join('\n'),
  );
}

/** Prints runs as a table, best first within each target, with the ceiling where it is known. */
export async function printRuns(db: Database, ids: readonly string[]): Promise<void> {
  const runs = await db.run.findMany({ where: { id: { in: [...ids] } } });
  const rows = runs.map((run) => ({ ...run, report: runReportSchema.parse(run.report) }));
  const quality = (row: (typeof rows)[number]) => row.report.test.microAveragePrecision?.value ?? 0;
  for (const target of new Set(rows.map((row) => row.target))) {
    const ofTarget = rows.filter((row) => row.target === target);
    console.log(`${target}: test windows, 95 % intervals over celebs`);
    for (const row of ofTarget.sort((a, b) => quality(b) - quality(a))) {
      const { microAveragePrecision: ap, accuracy } = row.report.test;
      const name = [row.kind, row.scaler].filter(Boolean).join(', ');
      console.log(
        `  ${name.padEnd(28)} micro-AP ${interval(ap)}  accuracy ${interval(accuracy)}  validation micro-AP ${number(row.report.validation.microAveragePrecision)}  ${(row.durationMs / 1000).toFixed(1)} s`,
      );
    }
    const ceiling = ofTarget[0]?.report.ceiling;
    if (ceiling) {
      console.log(
        `  ${'ceiling'.padEnd(28)} micro-AP ${number(ceiling.microAveragePrecision)}                   accuracy ${number(ceiling.accuracy)}`,
      );
    }
  }
}

/** Prints a snapshot's size and the celebs with the highest priority scores. */
export async function printSnapshot(db: Database, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  const snapshot = await db.scoreSnapshot.findUnique({
    where: { id },
    include: { scores: { orderBy: { score: 'desc' }, take: 10 } },
  });
  if (!snapshot) return;
  console.log(
    `${snapshot.celebs} celebs as of ${snapshot.asOf.toISOString().slice(0, 10)}; the highest scores:`,
  );
  for (const { celebId, churn, sticker, score } of snapshot.scores)
    console.log(
      `  ${celebId.padEnd(20)} p(churn) ${number(churn)}  p(sticker) ${number(sticker)}  score ${number(score)}`,
    );
}

const reportSchema = explanationPartSchema.pick({ fidelity: true, series: true });

/** Prints how well each surrogate follows its model, what drives it, and what became of the features. */
export async function printExplanation(db: Database, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  const parts = await db.explanationPart.findMany({
    where: { explanationId: id },
    orderBy: { target: 'asc' },
  });
  for (const part of parts) {
    const { fidelity, series } = reportSchema.parse(part.report);
    const { rows, shadows } = featureLedgerSchema.parse(part.ledger);
    console.log(
      `${part.target}, explained by a surrogate: R2 ${number(fidelity.r2)}, agreement ${number(fidelity.agreement)} on ${fidelity.windows} held-out windows${fidelity.isFaithful ? '' : ' (below 0.8: read with care)'}`,
    );
    for (const { name, shap, direction, permutation } of series.slice(0, 6))
      console.log(
        `  ${name.padEnd(28)} mean |SHAP| ${number(shap)}  more pushes ${direction ?? 'neither way'}  permutation ${number(permutation)}`,
      );
    const names = (verdict: string) =>
      rows.filter(({ boruta }) => boruta.verdict === verdict).map(({ feature }) => feature);
    for (const verdict of ['accepted', 'tentative', 'rejected'])
      console.log(
        `  ${verdict} in ${shadows.length} trials: ${names(verdict).join(', ') || 'none'}`,
      );
    const removed = rows.filter(({ vif }) => vif.removedAs !== null);
    console.log(
      `  collinear or constant: ${removed.map(({ feature }) => feature).join(', ') || 'none'}`,
    );
  }
}

/** Prints the trials of a search, best first, and what its parameters matter. */
export function printTrials({ trials, importance }: SearchDetail): void {
  const value = (trial: TrialView) => trial.value ?? Number.NEGATIVE_INFINITY;
  for (const trial of trials.toSorted((a, b) => value(b) - value(a)).slice(0, 10)) {
    const { architecture, scaler, units, layers, dropout, learningRate, l2, batchSize } =
      trial.parameters;
    console.log(
      `  ${String(trial.number).padStart(3)} ${trial.status.padEnd(8)} micro-AP ${number(trial.value)}  ${architecture} ${units} x ${layers}, ${scaler}, dropout ${dropout.toFixed(2)}, rate ${learningRate.toExponential(1)}, l2 ${l2.toExponential(1)}, batch ${batchSize}, ${trial.intermediate.length} epochs`,
    );
  }
  for (const { name, importance: share } of importance ?? [])
    console.log(`  ${name.padEnd(14)} ${(100 * share).toFixed(0)} %`);
}

/** Prints a frozen week: its figures with those of the week before, and how earlier predictions did. */
export async function printWeek(db: Database, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  const { content, datasetId, asOf, fingerprint } = await db.week.findUniqueOrThrow({
    where: { id },
  });
  const week = weekContentSchema.parse(content);
  const { group, policy } = week;
  console.log(
    `The week ${week.from} to ${week.to}, frozen as ${fingerprint.slice(0, 12)}: ${week.celebs} celebs, ${group.celebs} in the priority group (score from ${number(policy.threshold)}), ${group.expectedChurners.toFixed(1)} of them expected to leave by ${week.outcomeTo}`,
  );
  for (const name of WEEK_FIGURES) {
    const [before, now] = week.figures[name].weeks.slice(-2);
    console.log(`  ${name.padEnd(16)} ${figure(now)}  the week before ${figure(before)}`);
  }
  const grades = await db.weekGrade.findMany({
    where: { week: { datasetId, asOf: { lte: asOf } } },
    orderBy: { week: { asOf: 'asc' } },
    include: { week: { select: { asOf: true } } },
  });
  for (const { content: grade, week: graded } of grades) {
    const { list, paid, targets } = weekGradeSchema.parse(grade);
    console.log(
      `  predicted ${graded.asOf.toISOString().slice(0, 10)}: ${list.listedChurned} of ${list.listed} in the group left (expected ${list.expected.toFixed(1)}), lift ${number(list.lift)}${paid ? `; left with stickers: ${paid.listedChurned} of ${paid.churned}, lift ${number(paid.lift)}` : ''}; ${targets.map(({ target, metrics }) => `${target} micro-AP ${number(metrics.microAveragePrecision)}`).join(', ')}`,
    );
  }
}

const figure = (value: number | null | undefined) =>
  value === null || value === undefined ? 'unknown' : String(Math.round(value * 10) / 10);

const number = (value: number | null | undefined) => (value ?? Number.NaN).toFixed(4);

const interval = (
  metric: { value: number | null; low: number | null; high: number | null } | undefined,
) => `${number(metric?.value)} [${number(metric?.low)}, ${number(metric?.high)}]`;
