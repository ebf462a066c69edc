import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/generator';
import { bootstrapMetrics, numberGroups, sortedQuantile } from './bootstrap';
import { classificationReport, confusionMatrix, confusionShares } from './classification';
import { precisionRecallCurve, rocCurve, thinCurve, thresholdCounts } from './curves';
import reference from './fixtures/classification.json' with { type: 'json' };
import { averagePrecision, microAveragePrecision, rocAuc } from './ranking';

/** The definition, pair by pair. */
function slowAuc(labels: readonly number[], scores: readonly number[]): number {
  let right = 0;
  let pairs = 0;
  labels.forEach((a, i) => {
    labels.forEach((b, j) => {
      if (a !== 1 || b !== 0) return;
      pairs++;
      const [si, sj] = [scores[i] ?? 0, scores[j] ?? 0];
      right += si > sj ? 1 : si === sj ? 0.5 : 0;
    });
  });
  return right / pairs;
}

function randomCase(seed: number, n: number) {
  const random = createRandom(seed);
  const p = Array.from({ length: n }, () => random.integer(20) / 19);
  return { p, labels: p.map((x) => (random.uniform() < 0.2 + 0.6 * x ? 1 : 0)) };
}

describe('metrics against scikit-learn', () => {
  for (const { y, p, ...wanted } of reference.cases) {
    it(`agrees on ${y.length} rows within 1e-12`, () => {
      const { metrics, confusion } = classificationReport(y, p);
      const near = (got: number | null, want: number) =>
        expect(Math.abs((got ?? Number.NaN) - want)).toBeLessThan(1e-12);
      near(metrics.accuracy, wanted['accuracy_at_0.5']);
      near(metrics.microAveragePrecision, wanted.micro_ap);
      near(metrics.averagePrecision, wanted.ap_positive);
      near(metrics.rocAuc, wanted.roc_auc);
      near(metrics.logLoss, wanted.log_loss);
      near(metrics.brier, wanted.brier);
      near(metrics.f1, wanted['f1_at_0.5']);
      const flipped = averagePrecision(
        y.map((label) => 1 - label),
        p.map((value) => 1 - value),
      );
      near(((metrics.averagePrecision ?? 0) + flipped) / 2, wanted.macro_ap);
      expect([
        [confusion.trueNegatives, confusion.falsePositives],
        [confusion.falseNegatives, confusion.truePositives],
      ]).toEqual(wanted['confusion_at_0.5']);
    });
  }
});

describe('ranking metrics', () => {
  it('give ties one step', () => {
    // Both scores of 0.5 together: precision 2/3 at recall 1.
    expect(averagePrecision([1, 0, 1], [0.5, 0.5, 0.9])).toBe(0.5 * 1 + 0.5 * (2 / 3));
    expect(rocAuc([1, 0], [0.5, 0.5])).toBe(0.5);
  });

  it('count a weight as so many rows', () => {
    const labels = [0, 1, 1, 0];
    const scores = [0.1, 0.4, 0.35, 0.8];
    const weights = [2, 1, 3, 1];
    const repeat = <T>(values: T[]) =>
      values.flatMap((value, i) => Array.from({ length: weights[i] ?? 0 }, () => value));
    expect(rocAuc(labels, scores, weights)).toBe(rocAuc(repeat(labels), repeat(scores)));
    expect(averagePrecision(labels, scores, weights)).toBeCloseTo(
      averagePrecision(repeat(labels), repeat(scores)),
      15,
    );
  });

  it('equals the count of ordered pairs', () => {
    for (let seed = 0; seed < 5; seed++) {
      const { p, labels } = randomCase(seed, 80);
      expect(rocAuc(labels, p)).toBeCloseTo(slowAuc(labels, p), 14);
    }
  });

  it('refuse NaN and say which row', () => {
    expect(() => rocAuc([0, 1], [0.1, Number.NaN])).toThrow('score 1 is NaN');
    expect(() => averagePrecision([0], [0.1, 0.2])).toThrow('1 labels do not fit 2 scores');
    expect(microAveragePrecision([], [])).toBeNaN();
  });
});

describe('classificationReport', () => {
  it('has null where one class leaves a metric undefined', () => {
    const { metrics, positives } = classificationReport([0, 0], [0.2, 0.6]);
    expect(positives).toBe(0);
    expect(metrics.rocAuc).toBeNull();
    expect(metrics.averagePrecision).toBeNull();
    expect(metrics.liftAtTop).toBeNull();
    expect(metrics.accuracy).toBe(0.5);
    expect(metrics.f1).toBe(0);
  });

  it('has nulls only for no rows', () => {
    const { metrics, rows } = classificationReport([], []);
    expect(rows).toBe(0);
    expect(new Set(Object.values(metrics))).toEqual(new Set([null]));
  });

  it('survives probabilities of 0 and 1 that are wrong', () => {
    const { metrics } = classificationReport([1, 0], [0, 1]);
    expect(metrics.logLoss).toBe(52 * Math.LN2);
    expect(metrics.brier).toBe(1);
  });

  it('refuses labels and probabilities out of range', () => {
    expect(() => classificationReport([2], [0.5])).toThrow('label 0 must be 0 or 1, got 2');
    expect(() => classificationReport([1], [1.1])).toThrow(RangeError);
    expect(() => classificationReport([1], [Number.NaN])).toThrow(RangeError);
  });

  it('measures calibration as the weighted gap of ten bins', () => {
    // Bin 1: mean p 0.15, no positives. Bin 9 (and p = 1): mean p 0.95, half of them positive.
    const { metrics } = classificationReport([0, 0, 1, 0], [0.1, 0.2 - 1e-9, 0.9, 1]);
    expect(metrics.expectedCalibrationError).toBeCloseTo((0.15 * 2 + 0.45 * 2) / 4, 8);
  });

  it('takes the top tenth, rounded up, ties in proportion', () => {
    // 30 rows: the top is 3; one row of 0.9, then four of 0.8 of which two are positive.
    const p = [0.9, 0.8, 0.8, 0.8, 0.8, ...Array.from({ length: 25 }, () => 0.1)];
    const labels = [1, 1, 1, 0, 0, ...Array.from({ length: 25 }, (_, i) => (i < 3 ? 1 : 0))];
    const { metrics } = classificationReport(labels, p);
    expect(metrics.precisionAtTop).toBeCloseTo((1 + 2 * 0.5) / 3, 15);
    expect(metrics.liftAtTop).toBeCloseTo((2 / 3 / 6) * 30, 14);
  });

  it('calls the threshold itself positive', () => {
    const confusion = confusionMatrix([1, 0, 1], [0.5, 0.5, 0.49]);
    expect(confusion).toEqual({
      trueNegatives: 0,
      falsePositives: 1,
      falseNegatives: 1,
      truePositives: 1,
    });
    expect(confusionShares(confusion)).toEqual({
      accuracy: 1 / 3,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
    });
  });
});

describe('curves', () => {
  it('count at each distinct score', () => {
    expect(thresholdCounts([1, 0, 1], [0.5, 0.5, 0.9])).toEqual([
      { threshold: 0.9, truePositives: 1, falsePositives: 0 },
      { threshold: 0.5, truePositives: 2, falsePositives: 1 },
    ]);
  });

  it('enclose the areas that the metrics tell', () => {
    const { p, labels } = randomCase(7, 200);
    let roc = 0;
    rocCurve(labels, p).reduce((a, b) => {
      roc +=
        ((b.falsePositiveRate - a.falsePositiveRate) * (a.truePositiveRate + b.truePositiveRate)) /
        2;
      return b;
    });
    expect(roc).toBeCloseTo(rocAuc(labels, p), 13);
    let recall = 0;
    let area = 0;
    for (const point of precisionRecallCurve(labels, p)) {
      area += (point.recall - recall) * point.precision;
      recall = point.recall;
    }
    expect(recall).toBe(1);
    expect(area).toBeCloseTo(averagePrecision(labels, p), 13);
  });

  it('are empty where they mean nothing', () => {
    expect(rocCurve([1, 1], [0.1, 0.2])).toEqual([]);
    expect(precisionRecallCurve([0], [0.1])).toEqual([]);
  });

  it('keep their ends when thinned', () => {
    expect(thinCurve([0, 1, 2, 3, 4, 5, 6], 3)).toEqual([0, 3, 6]);
    expect(thinCurve([1, 2], 5)).toEqual([1, 2]);
    expect(() => thinCurve([1], 1)).toThrow(RangeError);
  });
});

describe('bootstrapMetrics', () => {
  it('draws whole groups: the same as copying their rows', () => {
    const { p, labels } = randomCase(3, 60);
    const ids = p.map((_, i) => `celeb-${i % 7}`);
    const got = bootstrapMetrics(labels, p, ids, { resamples: 40, random: createRandom(5) });
    const random = createRandom(5);
    const { groups, count } = numberGroups(ids);
    const drawn = Array.from({ length: 40 }, () => {
      const rows = Array.from({ length: count }, () => random.integer(count)).flatMap((group) =>
        p.flatMap((_, i) => (groups[i] === group ? [i] : [])),
      );
      return classificationReport(
        rows.map((i) => labels[i] ?? 0),
        rows.map((i) => p[i] ?? 0),
      ).metrics;
    });
    const { metrics } = classificationReport(labels, p);
    for (const [name, interval] of Object.entries(got)) {
      const key = name as keyof typeof metrics;
      const values = drawn
        .map((sample) => sample[key])
        .filter((value) => value !== null)
        .sort((a, b) => a - b);
      expect(interval.value, name).toBeCloseTo(metrics[key] ?? Number.NaN, 13);
      expect(interval.low, name).toBeCloseTo(sortedQuantile(values, 0.025), 13);
      expect(interval.high, name).toBeCloseTo(sortedQuantile(values, 0.975), 13);
    }
  });

  it('covers the truth about as often as it promises', () => {
    // Celebs whose 10 windows share one fate: an interval over rows would be far too narrow.
    let covered = 0;
    for (let seed = 0; seed < 100; seed++) {
      const random = createRandom(seed, 1);
      const fates = Array.from({ length: 60 }, () => (random.uniform() < 0.7 ? 1 : 0));
      const labels = fates.flatMap((fate) => Array.from({ length: 10 }, () => fate));
      const ids = fates.flatMap((_, i) => Array.from({ length: 10 }, () => i));
      const { accuracy } = bootstrapMetrics(
        labels,
        labels.map(() => 1),
        ids,
        {
          resamples: 200,
          random,
        },
      );
      if ((accuracy.low ?? 1) <= 0.7 && 0.7 <= (accuracy.high ?? 0)) covered++;
    }
    expect(covered).toBe(97);
  });

  it('has nulls without rows and where no resample defines the metric', () => {
    const none = bootstrapMetrics([], [], [], { random: createRandom(1) });
    expect(none.accuracy).toEqual({ value: null, low: null, high: null });
    const one = bootstrapMetrics([0, 0], [0.1, 0.2], ['a', 'b'], { random: createRandom(1) });
    expect(one.rocAuc).toEqual({ value: null, low: null, high: null });
    expect(one.accuracy).toEqual({ value: 1, low: 1, high: 1 });
  });

  it('refuses options out of range', () => {
    const random = createRandom(1);
    expect(() => bootstrapMetrics([1], [1], [1], { random, resamples: 0 })).toThrow(RangeError);
    expect(() => bootstrapMetrics([1], [1], [1], { random, confidence: 1 })).toThrow(RangeError);
  });
});
