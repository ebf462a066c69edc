/** Data that cannot be trained on; the message says what and where. */
export class TrainingDataError extends Error {
  override readonly name = 'TrainingDataError';
}

export class TrainingCancelledError extends Error {
  override readonly name = 'TrainingCancelledError';
  constructor() {
    super('training was cancelled');
  }
}

/** The loss left the finite numbers; the message says when and what may help. */
export class TrainingDivergedError extends Error {
  override readonly name = 'TrainingDivergedError';
}
