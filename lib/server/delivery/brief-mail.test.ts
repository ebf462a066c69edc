import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { WeekDetail, WeekGrade } from '@/lib/contracts/weeks';
import { escapeHtml, mailBody } from './brief-mail';
import { briefText } from './brief-text';
import { linePicture } from './line-picture';
import { unpackWoff } from './unpack-woff';
import { WEEK, WEEK_CONTENT, WEEK_GRADE } from './week.fixture';

const SEOUL = { timeZone: 'Asia/Seoul', isTest: false };

test('escapes what HTML reads', () => {
  expect(escapeHtml(`<a href="x" title='y'>&`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;',
  );
});

describe('the words of a week', () => {
  test('in English', () => {
    const text = briefText(WEEK, 'en', SEOUL);
    expect(text.paragraph).toBe(
      '2,134 celebs were active, 3% fewer than the week before; 123 left. 427 celebs are in the priority group; we expect 182 of them to leave by Mar 28, 2023. 61 came into it, 58 recovered. Stickers rose by 11.7% to 6,021; 311 are at risk. What raises the risk most is Own room: live, for 28.1% of the group. We reached 4 celebs. Of the 431 listed before the last closed week, 170 left (expected 175); the list held 41 of the 60 leavers who had just received stickers.',
    );
    expect(
      text.figures.map(({ label, value, change, news }) => [label, value, change, news]),
    ).toEqual([
      ['Active celebs', '2,134', '-66 (-3%)', 'bad'],
      ['Churned', '123', '+43 (+53.8%)', 'bad'],
      ['At risk', '427', '-4 (-0.9%)', 'good'],
      ['Recovered', '58', '-3 (-4.9%)', 'bad'],
      ['Stickers', '6,021', '+630 (+11.7%)', 'good'],
      ['Sticker amount', '301.1K', '+51,050 (+20.4%)', 'good'],
      ['Stickers at risk', '311', '+21 (+7.4%)', 'bad'],
    ]);
  });

  test('in Korean', () => {
    const text = briefText(WEEK, 'ko', SEOUL);
    expect(text.subject).toBe('데모 <Spring> 주간 브리핑 · 2023. 3. 15. ~ 2023. 3. 21.');
    expect(text.paragraph).toContain(
      '땡큐스티커는 11.7% 늘어 6,021개였고, 이 가운데 311개가 위험합니다.',
    );
    expect(
      text.movements.groups.map(({ label, count, people }) => [label, count, people.length]),
    ).toEqual([
      ['새로 위험', '61', 2],
      ['악화', '12', 1],
      ['회복', '58', 0],
    ]);
  });

  test.each([
    [
      'en',
      'Of the 431 listed before the last closed week, 170 left (expected 175); the list held 41 of the 60 leavers who had just received stickers.',
      '170 of the 431 listed left (expected 175.2). The list held 41 of the 60 leavers who had just received stickers (expected 38.4).',
    ],
    [
      'ko',
      '마지막으로 끝난 주의 명단 431명 중 170명이 이탈했습니다(예상 175명). 직전 주에 스티커를 받고도 이탈한 셀럽 60명 중 41명이 명단에 있었습니다.',
      '명단 431명 중 170명이 이탈했습니다(예상 175.2명). 직전 주에 스티커를 받고도 이탈한 셀럽 60명 중 41명이 명단에 있었습니다(예상 38.4명).',
    ],
  ] as const)('of the last prediction, in %s', (locale, sentence, summary) => {
    const text = briefText(WEEK, locale, SEOUL);
    expect(text.paragraph.endsWith(` ${sentence}`)).toBe(true);
    expect(text.grade.text).toBe(summary);
  });

  test.each([
    [
      'en',
      '; nobody who had just received stickers left.',
      'Nobody who had just received stickers left (expected 38.4).',
    ],
    [
      'ko',
      ' 직전 주에 스티커를 받고도 이탈한 셀럽은 없었습니다.',
      '직전 주에 스티커를 받고도 이탈한 셀럽은 없었습니다(예상 38.4명).',
    ],
  ] as const)(
    'of a prediction when nobody left with stickers, in %s',
    (locale, sentence, summary) => {
      const text = briefText(withPaid(NOBODY), locale, SEOUL);
      expect(text.paragraph.endsWith(sentence)).toBe(true);
      expect(text.grade.text.endsWith(`. ${summary}`)).toBe(true);
    },
  );

  test.each([
    [1, 'en', 'The list held the only leaver who had just received stickers (expected 38.4).'],
    [0, 'en', 'The list missed the only leaver who had just received stickers (expected 38.4).'],
    [1, 'ko', '직전 주에 스티커를 받고도 이탈한 셀럽은 1명이며 명단에 있었습니다(예상 38.4명).'],
    [0, 'ko', '직전 주에 스티커를 받고도 이탈한 셀럽은 1명이며 명단에 없었습니다(예상 38.4명).'],
  ] as const)(
    'of a prediction when one left with stickers, %i listed, in %s',
    (listed, locale, said) => {
      const text = briefText(
        withPaid({ ...NOBODY, churned: 1, listedChurned: listed }),
        locale,
        SEOUL,
      );
      expect(text.grade.text.endsWith(`. ${said}`)).toBe(true);
      expect(text.paragraph.toLowerCase()).toContain(
        said.replace(/ ?\([^(]*\)\.$/, '').toLowerCase(),
      );
    },
  );

  test('of a prediction that was graded by churn only', () => {
    const text = briefText(withPaid(null), 'en', SEOUL);
    expect(text.paragraph).toContain('170 left (expected 175), 1.2 times the average.');
    expect(text.grade.text).toBe(
      '170 of the 431 listed left (expected 175.2); the list held 24.3% of all who left.',
    );
    expect(briefText(withPaid(null), 'ko', SEOUL).paragraph).toContain('평균의 1.2배입니다.');
  });

  test('of the first week ever, which has nothing to compare with', () => {
    const figures = Object.fromEntries(
      Object.entries(WEEK_CONTENT.figures).map(([name, { weeks }]) => [
        name,
        { weeks: [...Array(7).fill(null), weeks.at(-1) ?? null] },
      ]),
    ) as typeof WEEK_CONTENT.figures;
    const first = { ...WEEK, graded: [], content: { ...WEEK_CONTENT, figures, movements: null } };
    const text = briefText(first, 'en', SEOUL);
    expect(text.movements).toEqual({
      title: 'Whom might we lose?',
      none: 'The first week has nothing to be compared with.',
      groups: [],
    });
    expect(text.figures[0]).toMatchObject({
      value: '2,134',
      change: 'no week before',
      news: 'none',
    });
    const { html, pictures } = mailBody(text);
    expect(html).toContain('The first week has nothing to be compared with.');
    // One known week is a dot.
    expect(inkOf(pictures[0]?.png)).toBeGreaterThan(0);
  });
});

const NOBODY = {
  celebs: 2200,
  churned: 0,
  listed: 431,
  listedChurned: 0,
  precision: 0,
  recall: null,
  lift: null,
  expected: 38.4,
};

/** The week with its newest grade for those who left with stickers replaced. */
const withPaid = (paid: WeekGrade['paid']): WeekDetail => ({
  ...WEEK,
  graded: WEEK.graded.map((one) => ({ ...one, grade: { ...WEEK_GRADE, paid } })),
});

/** Pixels that are not see-through. */
function inkOf(png: Buffer | undefined): number {
  if (!png) return 0;
  const width = png.readUInt32BE(16);
  const at = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  return rows.filter(
    (value, i) => i % (1 + width * 4) > 0 && (i % (1 + width * 4)) % 4 === 0 && value > 0,
  ).length;
}

describe('the picture of a line', () => {
  test('is a PNG of the size at which it is shown, twice as fine', () => {
    const { png, width, height } = linePicture([1, 2, 3], [74, 113, 210]);
    expect(png.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * width, 2 * height]);
    expect(png.length).toBeLessThan(2500);
  });

  test('is the same for the same values, empty for none, interrupted by a missing week', () => {
    const picture = (values: (number | null)[]) => linePicture(values, [0, 0, 0]).png;
    expect(picture([1, 5, 2])).toEqual(picture([10, 50, 20]));
    expect(inkOf(picture([null, null, null]))).toBe(0);
    expect(inkOf(picture([]))).toBe(0);
    const [whole, gap] = [inkOf(picture([1, 1, 1, 1])), inkOf(picture([1, null, 1, 1]))];
    // Two of three pieces are missing; the dot stays.
    expect(gap).toBeLessThan(whole / 2);
    expect(gap).toBeGreaterThan(whole / 4);
  });
});

/** Contrast of two colours (WCAG 2.2, 1.4.3). */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test('every colour of a mail reads on white and on black', () => {
  const { html } = mailBody(briefText(WEEK, 'ko', { ...SEOUL, isTest: true }));
  const colours = [
    ...new Set([...html.matchAll(/[;"]color:(#[0-9a-f]{6})/g)].map(([, hex]) => hex ?? '')),
  ];
  expect(colours).toHaveLength(3);
  for (const colour of colours)
    for (const ground of ['#ffffff', '#000000'])
      expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(4.5);
});

test('what is no WOFF file is not unpacked', () => {
  expect(() => unpackWoff(Buffer.from('OTTO....'))).toThrow(new RangeError('no WOFF file'));
});
