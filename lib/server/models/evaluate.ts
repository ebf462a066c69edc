import type { RunReport } from '@/lib/contracts/models';
import { bootstrapMetrics } from '@/lib/domain/metrics/bootstrap';
import {
  type Calibration,
  calibrate,
  fitIsotonic,
  fitPlatt,
  reliabilityCurve,
} from '@/lib/domain/metrics/calibration';
import { classificationReport, confusionMatrix } from '@/lib/domain/metrics/classification';
import { thinCurve, thresholdCounts } from '@/lib/domain/metrics/curves';
import { createRandom } from '@/lib/domain/random/generator';

/** Labels and probabilities of one part of the split. */
export interface JudgedPart {
  readonly labels: Uint8Array;
  readonly p: Float64Array;
}

export interface EvaluationTask {
  readonly validation: JudgedPart;
  readonly test: JudgedPart;
  /** The celeb of each test window; intervals draw celebs, not windows. */
  readonly testCelebs: Int32Array;
  /** True probabilities of the test windows. */
  readonly truth?: Float64Array;
  readonly resamples?: number;
  readonly seed: number;
}

export interface Evaluation {
  readonly report: RunReport;
  /** Fitted on the validation windows; null where those are all of one class. */
  readonly calibrations: Readonly<Record<'platt' | 'isotonic', Calibration | null>>;
}

const CURVE_POINTS = 400;
const RELIABILITY_BINS = 10;
/** Names this use among the streams of a seed. */
const BOOTSTRAP = 12;

/** Everything that is told of a model's quality (method §6); see `runReportSchema`. */
export function evaluatePredictions(task: EvaluationTask): Evaluation {
  const { validation, test, testCelebs, truth, resamples, seed } = task;
  const random = createRandom(seed, BOOTSTRAP);
  const calibrations = {
    platt: calibrationOrNull(() => fitPlatt(validation.labels, validation.p), validation.labels),
    isotonic: calibrationOrNull(
      () => fitIsotonic(validation.labels, validation.p),
      validation.labels,
    ),
  };
  const judge = (method: 'none' | 'platt' | 'isotonic', p: Float64Array) => {
    const { logLoss, brier, expectedCalibrationError } = classificationReport(
      test.labels,
      p,
    ).metrics;
    const reliability = reliabilityCurve(test.labels, p, RELIABILITY_BINS);
    return { method, logLoss, brier, expectedCalibrationError, reliability };
  };
  const { platt, isotonic } = calibrations;
  return {
    calibrations,
    report: {
      validation: classificationReport(validation.labels, validation.p).metrics,
      test: bootstrapMetrics(test.labels, test.p, testCelebs, { random, resamples }),
      confusion: confusionMatrix(test.labels, test.p),
      operatingPoints: thinCurve(thresholdCounts(test.labels, test.p), CURVE_POINTS),
      calibration: [
        judge('none', test.p),
        ...(platt ? [judge('platt', calibrate(platt, test.p))] : []),
        ...(isotonic ? [judge('isotonic', calibrate(isotonic, test.p))] : []),
      ],
      ceiling: truth ? classificationReport(test.labels, truth).metrics : null,
    },
  };
}

function calibrationOrNull(make: () => Calibration, labels: Uint8Array): Calibration | null {
  return labels.some((label) => label !== labels[0]) ? make() : null;
}
