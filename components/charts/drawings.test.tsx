import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { CATEGORICAL } from '@/components/ui/colours';
import { ChangeDrawing } from './change-drawing';
import { DayHeatDrawing } from './day-heat-drawing';
import { ForceDrawing } from './force-drawing';
import { DecisionDrawing, type DrawnStep, WaterfallDrawing } from './steps-drawing';

const [blue, orange] = CATEGORICAL.light;
const axis = {
  width: 428,
  scheme: 'light' as const,
  formatTick: (x: number) => [`${x}`, `p${x}`] as const,
  axisNames: ['log-odds', 'probability'] as const,
};
const numbers = (path: string) => path.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
/** Data of all filled paths of one colour. */
const filled = (svg: string, colour: string) =>
  [...svg.matchAll(/<path d="([^"]+)" fill="([^"]+)"/g)].flatMap(([, d, fill]) =>
    fill === colour ? [d ?? ''] : [],
  );

const step = (key: string, kind: DrawnStep['kind'], from: number, to: number): DrawnStep => ({
  key,
  kind,
  label: key,
  note: '',
  amount: `${to - from}`,
  from,
  to,
});
// From -1 to 3: 100 pixels a unit between the margins of 14.
const steps = [
  step('start', 'total', -1, -1),
  step('up', 'change', -1, 3),
  step('down', 'change', 3, 1),
  step('end', 'total', 1, 1),
  step('open', 'open', 1, 1.5),
  step('model', 'total', 1.5, 1.5),
];

describe('waterfall', () => {
  const svg = renderToStaticMarkup(<WaterfallDrawing steps={steps} {...axis} />);
  test('bars run from and to their numbers, and end in an arrow’s head on that side', () => {
    const [up] = filled(svg, orange).map(numbers);
    const [down] = filled(svg, blue).map(numbers);
    // Begins at x, neck before the tip, tip.
    expect([up?.[0], up?.[2], up?.[3]]).toEqual([14, 408, 414]);
    expect([down?.[0], down?.[2], down?.[3]]).toEqual([414, 220, 214]);
  });
  test('what nothing explains has no colour', () => {
    expect(filled(svg, 'none')).toHaveLength(1);
  });
  test('every tick says both numbers', () => {
    for (const text of ['-1', 'p-1', '3', 'p3']) expect(svg).toContain(`>${text}</text>`);
  });
});

test('a decision path begins at its foot', () => {
  const svg = renderToStaticMarkup(<DecisionDrawing steps={steps} {...axis} />);
  const line = /<path d="(M[^"]+)" fill="none"/.exec(svg)?.[1] ?? '';
  const xs = numbers(line).filter((_, i) => i % 2 === 0);
  expect(xs).toEqual([264, 264, 214, 214, 414, 14]);
});

describe('forces', () => {
  const force = (key: string, from: number, to: number) => ({
    key,
    label: key,
    note: ' = 1',
    amount: 'x',
    from,
    to,
  });
  const svg = renderToStaticMarkup(
    <ForceDrawing
      up={[force('a', 0, 1), force('b', -1, 0)]}
      down={[force('c', 1, 3)]}
      start={{ label: 'start', at: 0.5 }}
      end={{ label: 'end', at: 1 }}
      heads={{ up: 'raises', down: 'lowers' }}
      none="nothing"
      {...axis}
    />,
  );
  test('every piece is as long as what it adds, and points to where both sides meet', () => {
    // M tail edge, top H tip edge L tip, middle ...: the tips of a and c are at 1.
    const spans = [...filled(svg, orange), ...filled(svg, blue)].map((d) => {
      const [tailEdge = 0, , tipEdge = 0, tip = 0] = numbers(d);
      return [Math.abs(tipEdge - tailEdge), tip];
    });
    expect(spans).toEqual([
      [100, 214],
      [100, 114],
      [200, 214],
    ]);
  });
  test('a side without pieces says so', () => {
    expect(svg).not.toContain('nothing');
    const empty = renderToStaticMarkup(
      <ForceDrawing
        up={[]}
        down={[]}
        start={{ label: 'start', at: 1 }}
        end={{ label: 'end', at: 1 }}
        heads={{ up: 'raises', down: 'lowers' }}
        none="nothing"
        {...axis}
      />,
    );
    expect(empty.match(/nothing/g)).toHaveLength(2);
  });
});

test('changes run to both sides of the middle, the largest to the edge', () => {
  const change = (key: string, change: number) => ({
    key,
    label: key,
    note: '',
    amount: 'x',
    change,
  });
  const svg = renderToStaticMarkup(
    <ChangeDrawing changes={[change('a', -2), change('b', 1)]} width={416} scheme="light" />,
  );
  const tips = [blue, orange].map((colour) => numbers(filled(svg, colour)[0] ?? '')[3]);
  expect(tips).toEqual([8, 308]);
});

test('a heat map of days has each number, each count and each sum', () => {
  const svg = renderToStaticMarkup(
    <DayHeatDrawing
      rows={[
        { key: 'a', label: 'Chat', folded: false, values: [1, -2], notes: ['n1', 'n2'], sum: -1 },
        { key: 'rest', label: 'Rest', folded: true, values: [0.5, 0], notes: null, sum: 0.5 },
      ]}
      days={[
        ['Mon', '1/1'],
        ['Tue', '1/2'],
      ]}
      daySums={[1.5, -2]}
      total={-0.5}
      largest={2}
      sumLabel="Sum"
      format={(x) => `v${x}`}
      tell={(row, day) => `${row.label} on ${day}`}
      width={600}
      scheme="light"
    />,
  );
  for (const text of ['v1', 'v-2', 'n1', 'n2', 'v0.5', 'v0', 'v1.5', 'v-0.5', 'Mon', '1/2'])
    expect(svg).toContain(`>${text}</text>`);
  expect(svg).toContain('<title>Chat on 1</title>');
  // The full colour for the largest, half of it for half, none for what is folded.
  const fills = [...svg.matchAll(/<rect[^>]*fill="([^"]+)"/g)].map(([, fill]) => fill);
  expect(fills).toEqual([expect.not.stringMatching(/^#ffffff$/), blue, '#ffffff', '#ffffff']);
});
