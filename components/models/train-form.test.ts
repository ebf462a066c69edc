import { expect, test } from 'vitest';
import { BASELINE_CANDIDATES, DEFAULT_SEQUENCE } from '@/lib/contracts/default-candidates';
import { initialForm, isNumberValid, NUMBERS, payloadOf } from './train-form';

const VERSION = '01a20d5c-f502-74ef-80ea-aae113ed7821';

test('the form as it opens asks for the default models of both targets', () => {
  const payload = payloadOf(initialForm(), VERSION);
  expect(payload).toEqual({
    versionId: VERSION,
    targets: ['churn', 'sticker'],
    candidates: [...BASELINE_CANDIDATES, DEFAULT_SEQUENCE],
    split: { kind: 'time', testAnchors: 14, validationShare: 0.2, seed: 1 },
    calibration: 'platt',
    promote: 'never',
    score: false,
    explain: false,
    brief: false,
  });
});

test('numbers of models that are not chosen do not matter; those of chosen ones do', () => {
  const form = initialForm();
  const numbers = { ...form.numbers, units: '' };
  expect(payloadOf({ ...form, numbers }, VERSION)).toBeUndefined();
  expect(payloadOf({ ...form, sequence: false, numbers }, VERSION)?.candidates).toEqual(
    BASELINE_CANDIDATES,
  );
});

test('no model or no target: nothing to send', () => {
  const form = initialForm();
  expect(payloadOf({ ...form, targets: [] }, VERSION)).toBeUndefined();
  expect(payloadOf({ ...form, sequence: false, baselines: [] }, VERSION)).toBeUndefined();
});

test('scores follow only a promotion', () => {
  expect(payloadOf({ ...initialForm(), promote: 'best' }, VERSION)).toMatchObject({
    promote: 'best',
    score: true,
  });
});

test.each([
  ['units', 64, true],
  ['units', 64.5, false],
  ['units', 0, false],
  ['units', '', false],
  ['dropout', 0.35, true],
  ['dropout', 1, false],
] as const)('%s = %j is valid: %s', (name, value, valid) => {
  expect(isNumberValid(name, value)).toBe(valid);
});

test('the ends of every range are accepted by the contract', () => {
  for (const end of ['min', 'max'] as const) {
    const numbers = Object.fromEntries(
      Object.entries(NUMBERS).map(([name, limits]) => [name, limits[end]]),
    ) as Record<keyof typeof NUMBERS, number>;
    expect(payloadOf({ ...initialForm(), numbers }, VERSION)).toBeDefined();
  }
});
