export interface Loop {
  /** Looks again at once instead of after the pause. */
  readonly wake: () => void;
  /** Ends the pause, and waits for the look in hand. */
  readonly stop: () => Promise<void>;
}

/**
 * Looks again and again, with a pause in between. A look that fails changes nothing: the database that is away comes
 * back, and what waits is kept there.
 */
export function startLoop(pauseMs: number, look: () => Promise<void>): Loop {
  const pause = new Pause(pauseMs);
  let stopped = false;
  const run = async () => {
    while (!stopped) {
      await look().catch(() => undefined);
      await pause.over();
    }
  };
  const running = run();
  return {
    wake: () => pause.end(),
    stop: async () => {
      stopped = true;
      pause.end();
      await running;
    },
  };
}

/** A pause that somebody may end, also before it begins. */
class Pause {
  #ended = false;
  #end: () => void = () => undefined;

  constructor(readonly ms: number) {}

  async over(): Promise<void> {
    if (!this.#ended)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.ms);
        this.#end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#ended = false;
  }

  end(): void {
    this.#ended = true;
    this.#end();
  }
}
