export const CLASSIFICATION_METRICS = [
  'accuracy',
  'microAveragePrecision',
  'averagePrecision',
  'rocAuc',
  'f1',
  'logLoss',
  'brier',
  'expectedCalibrationError',
  'precisionAtTop',
  'liftAtTop',
] as const;
export type ClassificationMetric = (typeof CLASSIFICATION_METRICS)[number];

/** Top of the list for `precisionAtTop` and `liftAtTop`. */
export const TOP_SHARE = 0.1;
/** Equal bins of [0, 1] for the expected calibration error. */
export const CALIBRATION_BINS = 10;

/** Probabilities closer to 0 or 1 than this are moved there before taking logarithms. */
export const LOG_LOSS_MARGIN = 2 ** -52;

/** -log of the probability given to what happened. */
export function rowLogLoss(label: number, p: number): number {
  const given = label === 1 ? p : 1 - p;
  return -Math.log(Math.min(1 - LOG_LOSS_MARGIN, Math.max(LOG_LOSS_MARGIN, given)));
}
