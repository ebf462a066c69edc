import { expect, test } from 'vitest';
import { explainPayloadSchema } from '@/lib/contracts/explain-job';
import {
  EXPLAIN_NUMBER_NAMES,
  EXPLAIN_NUMBERS,
  explainPayloadOf,
  initialExplainForm,
  isDayValid,
  isExplainNumberValid,
} from './explain-form';

const VERSION = {
  id: '01a20d5c-f502-74ef-80ea-aae113ed7821',
  firstDay: '2023-01-01',
  lastDay: '2023-03-28',
  windows: { observeDays: 7 },
};

test('the form as it opens asks for what a job does by default', () => {
  expect(explainPayloadOf(initialExplainForm(VERSION), VERSION)).toEqual(
    explainPayloadSchema.parse({ versionId: VERSION.id }),
  );
});

test('another day and other numbers are sent as they are', () => {
  const form = initialExplainForm(VERSION);
  const numbers = { ...form.numbers, trials: 80, alpha: 0.01 };
  expect(explainPayloadOf({ asOf: '2023-02-01', numbers }, VERSION)).toEqual({
    versionId: VERSION.id,
    asOf: '2023-02-01',
    vifLimit: 10,
    alpha: 0.01,
    trials: 80,
    samples: 200,
    seed: 1,
    brief: false,
  });
});

test.each([
  ['2023-01-07', false],
  ['2023-01-08', true],
  ['2023-03-29', true],
  ['2023-03-30', false],
  ['', false],
] as const)('%s can be explained: %s', (day, valid) => {
  expect(isDayValid(day, VERSION)).toBe(valid);
  const form = { ...initialExplainForm(VERSION), asOf: day };
  expect(explainPayloadOf(form, VERSION) !== undefined).toBe(valid);
});

test.each([
  ['trials', 50, true],
  ['trials', 50.5, false],
  ['trials', '', false],
  ['alpha', 0, false],
  ['alpha', 1, false],
  ['vifLimit', 2.5, true],
  ['vifLimit', 0.5, false],
] as const)('%s = %j is valid: %s', (name, value, valid) => {
  expect(isExplainNumberValid(name, value)).toBe(valid);
});

test('the ends of every range are accepted by the contract', () => {
  for (const end of ['min', 'max'] as const) {
    const numbers = { ...initialExplainForm(VERSION).numbers };
    for (const name of EXPLAIN_NUMBER_NAMES) numbers[name] = EXPLAIN_NUMBERS[name][end];
    expect(explainPayloadOf({ asOf: VERSION.lastDay, numbers }, VERSION)).toBeDefined();
  }
});
