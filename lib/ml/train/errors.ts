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

/** The loss left the finite numbers. */
export class TrainingDivergedError extends Error {
  override readonly name = 'TrainingDivergedError';
  constructor(epoch: number) {
    super(
      `the loss is no number any more in epoch ${epoch}: try a smaller learning rate, a limit for the gradient's length, or scaled features`,
    );
  }
}
