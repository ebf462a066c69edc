import { describe, expect, test } from 'vitest';
import { graphOf } from '@/lib/domain/process/graph';
import { simplifyGraph } from '@/lib/domain/process/simplify';
import { edgePath, edgeWidth, layoutMap } from './map-layout';

const row = (from: string, to: string | null, count: number) => ({
  from,
  to,
  count,
  medianSeconds: to === null ? null : 60,
  returns: 0,
});

describe('layoutMap', () => {
  test('start above the activities above the end, and every path drawn', () => {
    const graph = graphOf([row('start', 'b', 3), row('b', null, 3), row('b', 'b', 1)]);
    const { nodes, edges } = layoutMap(simplifyGraph(graph));
    const y = (id: string) => nodes.find((n) => n.id === id)?.y ?? Number.NaN;
    // An activity may be called like the ends.
    expect(nodes.map((n) => n.id).toSorted()).toEqual(['a:b', 'a:start', 'end', 'start']);
    expect(y('start')).toBeLessThan(y('a:start'));
    expect(y('a:start')).toBeLessThan(y('a:b'));
    expect(y('a:b')).toBeLessThan(y('end'));
    expect(edges.map((e) => [e.from, e.to, e.count])).toEqual([
      [null, 'start', 3],
      ['start', 'b', 3],
      ['b', 'b', 1],
      ['b', null, 3],
    ]);
    const b = nodes.find((n) => n.id === 'a:b');
    const loop = edges.find((e) => e.from === e.to);
    expect(loop?.points[0]).toEqual({ x: (b?.x ?? 0) + 75, y: (b?.y ?? 0) - 10 });
    expect(edges.every((e) => e.points.length >= 2)).toBe(true);
  });
  test('an empty graph is an empty drawing', () => {
    expect(layoutMap(simplifyGraph(graphOf([]))).nodes).toEqual([]);
  });
});

test('edgePath bends at the points between', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 10 },
    { x: 0, y: 20 },
  ];
  expect(edgePath(points)).toBe('M0,0 Q10,10 5,15 L0,20');
  expect(edgePath([])).toBe('');
});

test('edgeWidth runs from 1 to 9', () => {
  expect([edgeWidth(0, 100), edgeWidth(25, 100), edgeWidth(100, 100)]).toEqual([1, 5, 9]);
});
