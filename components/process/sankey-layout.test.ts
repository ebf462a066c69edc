import { describe, expect, it } from 'vitest';
import { exampleSankey } from './sankey.fixture';
import { layoutSankey, sankeyHeight } from './sankey-layout';

const sankey = exampleSankey();
const at = layoutSankey(sankey, 'after', 900, 400);

describe('layoutSankey', () => {
  it('gives each step a column, and each node a height by its cases', () => {
    expect(at.columns).toHaveLength(3);
    for (const node of at.nodes) expect(node.x).toBe(at.columns[node.step]);
    const [open, chat, other] = at.nodes;
    expect((chat?.height ?? 0) / (open?.height ?? 1)).toBeCloseTo(0.85, 6);
    expect((other?.height ?? 0) / (open?.height ?? 1)).toBeCloseTo(0.09, 6);
  });
  it('keeps the order within a step, without overlaps', () => {
    for (let i = 1; i < at.nodes.length; i++) {
      const [above, below] = [at.nodes[i - 1], at.nodes[i]];
      if (!above || !below || above.step !== below.step) continue;
      expect(below.y).toBeGreaterThan(above.y + above.height);
    }
  });
  it('makes links as thick as their cases, in the order asked', () => {
    expect(at.links.map((l) => l.cases)).toEqual(sankey.links.map((l) => l.cases));
    const scale = (at.nodes[0]?.height ?? 0) / 100;
    for (const link of at.links) expect(link.width).toBeCloseTo(Math.max(1, link.cases * scale), 6);
  });
  it('runs to the right end for what came before', () => {
    const before = layoutSankey(sankey, 'before', 900, 400);
    before.nodes.forEach((node, i) => {
      const same = at.nodes[i];
      expect(node.x + node.width).toBeCloseTo(at.width - (same?.x ?? 0), 9);
      expect(node.y).toBe(same?.y);
    });
  });
  it('takes more width for many steps, more height for many nodes, and no data', () => {
    expect(layoutSankey(sankey, 'after', 100, 400).width).toBeGreaterThan(300);
    expect(sankeyHeight(sankey, 0)).toBe(sankeyHeight(exampleSankey(), 0));
    expect(sankeyHeight(sankey, 460)).toBe(460);
    const none = { ...sankey, nodes: [], links: [], paths: [] };
    expect(layoutSankey(none, 'after', 900, 400)).toEqual({
      width: 900,
      height: 400,
      nodes: [],
      links: [],
      columns: [],
    });
  });
  it('places a step that leads nowhere', () => {
    const [first] = sankey.nodes;
    const single = { ...sankey, nodes: first ? [first] : [], links: [] };
    expect(layoutSankey(single, 'after', 900, 400).nodes[0]?.height).toBeGreaterThan(100);
  });
});
