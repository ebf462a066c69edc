import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { waitForChange } from './wire';

describe('waitForChange', () => {
  it('sleeps on when it is woken by a call that belongs to the round before', async () => {
    const control = new Int32Array(new SharedArrayBuffer(8));
    // Wakes the sleeper without a change as soon as it sleeps, then with one.
    const late = `
      const { workerData: control } = require('node:worker_threads');
      while (Atomics.notify(control, 0) === 0);
      Atomics.store(control, 0, 5);
      Atomics.notify(control, 0);
    `;
    const worker = new Worker(late, { eval: true, workerData: control });
    expect(waitForChange(control, 0, 0, 60_000)).toBe(5);
    await worker.terminate();
  });

  it('gives up after its time', () => {
    const control = new Int32Array(new SharedArrayBuffer(4));
    expect(() => waitForChange(control, 0, 0, 1)).toThrow('did not answer within 1 ms');
    control[0] = 3;
    expect(waitForChange(control, 0, 0, 1)).toBe(3);
  });
});
