import { describe, expect, test } from 'vitest';
import {
  CATEGORICAL,
  DIVERGING,
  NEUTRAL,
  ON_SEQUENTIAL,
  type Scheme,
  SEQUENTIAL,
  TWO_ENDED,
  VERDICT_COLOURS,
} from './colours';

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/** Severity 1 of Machado, Oliveira and Fernandes 2009, table 1; applied to linear RGB. */
const SIGHT: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const dot = (a: Rgb, b: Rgb): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const apply = (m: Matrix, c: Rgb): Rgb => [dot(m[0], c), dot(m[1], c), dot(m[2], c)];

function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const seen = (sight: Matrix, hex: string): Rgb => {
  const [r, g, b] = apply(sight, linear(hex));
  const clip = (v: number) => Math.min(1, Math.max(0, v));
  return [clip(r), clip(g), clip(b)];
};

/** Ottosson 2020. */
function oklab(rgb: Rgb): Rgb {
  const [l, m, s] = apply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  );
  return apply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  );
}

const distance = (a: Rgb, b: Rgb): number =>
  100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => dot([0.2126, 0.7152, 0.0722], linear(hex));
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const smallest = (scheme: Scheme): number => {
  let least = Number.POSITIVE_INFINITY;
  for (const sight of Object.values(SIGHT)) {
    const labs = CATEGORICAL[scheme].map((hex) => oklab(seen(sight, hex)));
    labs.forEach((a, i) => {
      for (const b of labs.slice(i + 1)) least = Math.min(least, distance(a, b));
    });
  }
  return Math.round(10 * least) / 10;
};

test('series colours keep the stated distance for every kind of sight', () => {
  expect({ light: smallest('light'), dark: smallest('dark') }).toEqual({ light: 12.6, dark: 13.4 });
});

describe.each(['light', 'dark'] as const)('on %s', (scheme) => {
  const { card, ink, soft, faint } = NEUTRAL[scheme];

  test('series colours stand out from the card by 3:1', () => {
    expect(CATEGORICAL[scheme].filter((hex) => contrast(hex, card) < 3)).toEqual([]);
  });

  test('verdict colours stand out from the card by 3:1', () => {
    const weak = Object.values(VERDICT_COLOURS[scheme]).filter((hex) => contrast(hex, card) < 3);
    expect(weak).toEqual([]);
  });

  test('text stands out from card and faint ground by 4.5:1', () => {
    for (const text of [ink, soft])
      for (const ground of [card, faint])
        expect([text, ground, contrast(text, ground) >= 4.5]).toEqual([text, ground, true]);
  });

  test('text on each step of the sequence stands out by 4.5:1', () => {
    const weak = SEQUENTIAL[scheme].filter((hex, i) => {
      const text = ON_SEQUENTIAL[scheme][i];
      return text === undefined || contrast(text, hex) < 4.5;
    });
    expect(weak).toEqual([]);
  });

  test('steps from small to large stand out from the card by 3:1', () => {
    expect(TWO_ENDED[scheme].filter((hex) => contrast(hex, card) < 3)).toEqual([]);
  });

  test.each(Object.keys(SIGHT))('small, middle and large differ with %s', (name) => {
    const sight = SIGHT[name];
    if (!sight) throw new Error(name);
    const step = (at: 0 | 4 | 8) => oklab(seen(sight, TWO_ENDED[scheme][at]));
    const [low, middle, high] = [step(0), step(4), step(8)];
    expect(distance(low, middle)).toBeGreaterThan(12);
    expect(distance(middle, high)).toBeGreaterThan(18);
  });

  const SCALES = { SEQUENTIAL, TWO_ENDED };
  test.each(
    Object.keys(SIGHT).flatMap((name) =>
      (['SEQUENTIAL', 'TWO_ENDED'] as const).map((scale) => [scale, name] as const),
    ),
  )('%s is monotone in lightness with %s', (scale, name) => {
    const sight = SIGHT[name];
    if (!sight) throw new Error(name);
    const lightness = SCALES[scale][scheme].map((hex) => oklab(seen(sight, hex))[0]);
    // On light both darken; on dark both lighten.
    const ordered = lightness.toSorted((a, b) => (scheme === 'light' ? b - a : a - b));
    expect(lightness).toEqual(ordered);
    expect(new Set(lightness).size).toBe(lightness.length);
  });

  test.each(Object.keys(SIGHT))('each arm of the diverging scale is monotone with %s', (name) => {
    const sight = SIGHT[name];
    if (!sight) throw new Error(name);
    const lightness = DIVERGING[scheme].map((hex) => oklab(seen(sight, hex))[0]);
    const outwards = [lightness.slice(0, 4).reverse(), lightness.slice(3)];
    for (const arm of outwards)
      expect(arm).toEqual(arm.toSorted((a, b) => (scheme === 'light' ? b - a : a - b)));
  });
});
