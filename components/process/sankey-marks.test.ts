import { describe, expect, it } from 'vitest';
import { exampleSankey } from './sankey.fixture';
import { flowThrough, nextMark, type SankeyMark } from './sankey-marks';

const sankey = exampleSankey();
const OPEN = 0;
const CHAT = 1;
const OTHER = 2;
const ENDED = 3;
const LIKE = 4;
const node = (at: number): SankeyMark => ({ kind: 'node', at });
/** The link between two nodes. */
const link = (source: number, target: number): SankeyMark => ({
  kind: 'link',
  at: sankey.links.findIndex((l) => l.source === source && l.target === target),
});

describe('nextMark', () => {
  it('follows the largest flow on and back', () => {
    expect(nextMark(sankey, node(OPEN), 'on')).toEqual(link(OPEN, CHAT));
    expect(nextMark(sankey, link(OPEN, CHAT), 'on')).toEqual(node(CHAT));
    expect(nextMark(sankey, node(LIKE), 'back')).toEqual(link(CHAT, LIKE));
    expect(nextMark(sankey, link(CHAT, LIKE), 'back')).toEqual(node(CHAT));
  });
  it('goes up and down within a step, or among the links of a node', () => {
    expect(nextMark(sankey, node(CHAT), 'down')).toEqual(node(OTHER));
    expect(nextMark(sankey, node(ENDED), 'up')).toEqual(node(OTHER));
    expect(nextMark(sankey, link(OPEN, CHAT), 'down')).toEqual(link(OPEN, OTHER));
  });
  it('stays where there is nothing', () => {
    expect(nextMark(sankey, node(OPEN), 'back')).toEqual(node(OPEN));
    expect(nextMark(sankey, node(LIKE), 'on')).toEqual(node(LIKE));
    expect(nextMark(sankey, node(CHAT), 'up')).toEqual(node(CHAT));
    expect(nextMark(sankey, { kind: 'link', at: 99 }, 'on')).toEqual({ kind: 'link', at: 99 });
  });
});

describe('flowThrough', () => {
  const flowOn = (mark: SankeyMark, source: number, target: number) =>
    flowThrough(sankey, mark).links[link(source, target).at];
  it('is whole at the first node', () => {
    const all = flowThrough(sankey, node(OPEN));
    expect([...all.nodes]).toEqual(sankey.nodes.map((n) => n.cases));
    expect([...all.links]).toEqual(sankey.links.map((l) => l.cases));
  });
  it('follows the cases of a link to where they go, and no others', () => {
    expect(flowOn(link(OPEN, CHAT), CHAT, LIKE)).toBe(60);
    expect(flowOn(link(OPEN, CHAT), OTHER, LIKE)).toBe(0);
    expect(flowOn(node(LIKE), OPEN, CHAT)).toBe(60);
    expect(flowOn(node(LIKE), OPEN, OTHER)).toBe(5);
    expect(flowThrough(sankey, node(LIKE)).nodes[OPEN]).toBe(65);
  });
});
