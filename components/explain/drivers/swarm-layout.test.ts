import { describe, expect, it } from 'vitest';
import { ROW_HEIGHT, snapToRows, swarmPoints, swarmScene, swarmSelection } from './swarm-layout';

const rows = [
  { name: 'own_post.sum', values: [5, 0, 5, 9], shap: [0.98, -0.98, 0.2, 0] },
  { name: 'fan_chat.sum', values: [1, 1, 1, 1], shap: [0, 0, 0, 0] },
];
const scene = swarmScene(rows, 1000);

describe('swarmScene', () => {
  it('puts SHAP values on one axis and windows into the band of their row', () => {
    expect(scene.ticks).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect([-1.0192, 0, 1.0192].map((shap) => Math.round(scene.xOf(shap)))).toEqual([
      246, 616, 986,
    ]);
    expect([...scene.x].map(Math.round)).toEqual([972, 260, 689, 616, 616, 616, 616, 616]);
    expect([...scene.y].map((y) => Math.floor(y / ROW_HEIGHT))).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(new Set([...scene.y].slice(4)).size).toBe(4);
  });

  it('colours by rank of the value, and equal values alike', () => {
    expect([...scene.colour]).toEqual([4, 0, 4, 8, 4, 4, 4, 4]);
  });

  it('leaves room for names above the bands when narrow', () => {
    const narrow = swarmScene(rows, 340);
    expect([scene.isNarrow, narrow.isNarrow, narrow.area.left]).toEqual([false, true, 14]);
    const inBand = [...narrow.y].map((y) => y % ROW_HEIGHT);
    expect(Math.min(...inBand)).toBeGreaterThan(18);
  });

  it('draws features without any effect, and nothing at all', () => {
    const flat = swarmScene([{ name: 'a', values: [1, 2], shap: [0, 0] }], 800);
    expect([...flat.x]).toEqual([516, 516]);
    expect(swarmScene([], 800).x).toHaveLength(0);
  });
});

describe('a rectangle', () => {
  it('counts whole rows within the area', () => {
    const drawn = { left: 10, top: 40, right: 616, bottom: 60 };
    expect(snapToRows(scene, drawn)).toEqual({ left: 246, top: 0, right: 616, bottom: 92 });
    expect(snapToRows(scene, { left: 600, top: 80, right: 5000, bottom: 300 })).toEqual({
      left: 600,
      top: 46,
      right: 986,
      bottom: 92,
    });
  });

  it('says features and SHAP values', () => {
    expect(swarmSelection(scene, { left: 616, top: 46, right: 801, bottom: 92 })).toEqual({
      by: 'shap',
      features: ['fan_chat.sum'],
      low: 0,
      high: 0.5096,
    });
    const all = swarmSelection(scene, { left: 246, top: 0, right: 986, bottom: 92 });
    expect(all.features).toEqual(['own_post.sum', 'fan_chat.sum']);
    expect(all.low).toBeLessThanOrEqual(-1.019);
    expect(all.high).toBeGreaterThanOrEqual(1.019);
  });
});

it('finds the points of windows in every row', () => {
  expect(swarmPoints(scene, [1, 3])).toEqual([1, 3, 5, 7]);
  expect(swarmPoints(swarmScene([], 800), [])).toEqual([]);
});
