import { expect, test } from 'vitest';
import { captionedSvg } from './export';
import { escapeHtml, tooltipHtml } from './parts';

test('a saved SVG has ground, margin and caption around the drawing', () => {
  const svg = captionedSvg(
    '<svg id="inner"/>',
    { width: 1200, height: 340 },
    { title: '팬활동: <gift> & "x"', subtitle: 'Demo · 2023' },
    'dark',
  );
  expect(svg).toMatch(
    /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="1248" height="440" viewBox="0 0 1248 440"><rect width="1248" height="440" fill="#161d27"\/>/,
  );
  expect(svg).toContain('>팬활동: &lt;gift&gt; &amp; &quot;x&quot;</text>');
  expect(svg).toContain(
    '<svg x="24" y="76" width="1200" height="340"><svg id="inner"/></svg></svg>',
  );
});

test('event names cannot put HTML into a tooltip', () => {
  const bad = '<img src=x onerror="alert(1)">';
  expect(escapeHtml(bad)).toBe('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
  expect(tooltipHtml(bad, [{ label: bad, value: bad }])).not.toContain('<img');
});
