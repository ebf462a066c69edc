import { describe, expect, it } from 'vitest';
import {
  DEPENDENCE_HEIGHT,
  type DependenceData,
  dependenceScene,
  dependenceSelection,
} from './dependence-layout';

const data: DependenceData = {
  values: [0, 9, 99, 99],
  shap: [-1, 0, 1, 1],
  colourBy: [3, 1, 2, 2],
  trend: [
    { x: 0, y: -1 },
    { x: 99, y: 1 },
  ],
  scale: 'log',
};
const round = (values: ArrayLike<number>) => Array.from(values, Math.round);

describe('dependenceScene', () => {
  it('stretches small values on a log axis, which knows 0', () => {
    const scene = dependenceScene(data, 696);
    // log(1 + x) of 0, 9 and 99 are 0, 1 and 2 times log 10; the points lie on 82 to 670.
    expect(round(scene.x)).toEqual([70, 370, 670, 670]);
    expect(round(scene.y)).toEqual([362, 213, 64, 64]);
    expect(round(scene.trend.flat())).toEqual([70, 362, 670, 64]);
    expect([scene.xTicks, scene.yTicks]).toEqual([
      [0, 1, 10],
      [-1, -0.5, 0, 0.5, 1],
    ]);
    expect([...scene.colour]).toEqual([8, 0, 4, 4]);
    expect(scene.histogram.filter((share) => share > 0)).toEqual([0.5, 0.5, 1]);
    expect(scene.histogram.at(-1)).toBe(1);
  });

  it('spaces values evenly on a linear axis, all of one colour when asked', () => {
    const scene = dependenceScene({ ...data, scale: 'linear', colourBy: null }, 696);
    expect(round(scene.x)).toEqual([70, 125, 670, 670]);
    expect([...scene.colour]).toEqual([0, 0, 0, 0]);
    expect(scene.xTicks).toEqual([0, 20, 40, 60, 80]);
  });

  it('draws a single value without any effect', () => {
    const scene = dependenceScene(
      { values: [4, 4], shap: [0, 0], colourBy: [1, 1], trend: [], scale: 'linear' },
      696,
    );
    expect(round(scene.x)).toEqual([370, 370]);
    expect(round(scene.y)).toEqual([213, 213]);
    expect(DEPENDENCE_HEIGHT).toBe(scene.height);
  });
});

it.each(['linear', 'log'] as const)('a rectangle is said in values (%s)', (scale) => {
  const scene = dependenceScene({ ...data, scale }, 696);
  const rectangle = {
    left: scene.xOf(5),
    right: scene.xOf(99),
    top: scene.yOf(1),
    bottom: scene.yOf(-0.25),
  };
  expect(dependenceSelection(scene, 'fan_chat.sum', rectangle)).toEqual({
    by: 'box',
    feature: 'fan_chat.sum',
    values: [5, 99],
    shap: [-0.25, 1],
  });
});
