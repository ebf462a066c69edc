import type { BriefText, FigureText } from './brief-text';
import { type LinePicture, linePicture } from './line-picture';

export interface MailPicture extends LinePicture {
  /** Content id, by which the HTML names it. */
  readonly cid: string;
  readonly name: string;
}

export interface MailBody {
  readonly html: string;
  readonly text: string;
  readonly pictures: readonly MailPicture[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** Readable on a white and on a black ground, since clients with a dark mode change the ground, and some the text. */
const INK = { good: '#138658', bad: '#de3131', none: '#6a7784' } as const;
/** Of lines; as far from white as from black. */
const LINE: readonly [number, number, number] = [74, 113, 210];
const FONT =
  "font-family:-apple-system,'Segoe UI','Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',Roboto,Arial,sans-serif";

/** A row of a table that holds the whole width; clients that know no CSS layout know tables. */
const row = (cells: string) => `<tr>${cells}</tr>`;
const cell = (style: string, content: string, more = '') =>
  `<td style="${FONT};word-break:keep-all;overflow-wrap:anywhere;${style}"${more}>${content}</td>`;

/** A brief as mail clients show it: tables, styles in place, no scripts, nothing that is fetched. */
export function mailBody(brief: BriefText): MailBody {
  const pictures = brief.figures.map((figure) => ({
    ...linePicture(figure.line, LINE),
    cid: `${figure.name}@stagelight`,
    name: `${figure.name}.png`,
  }));
  return { html: htmlOf(brief, pictures), text: textOf(brief), pictures };
}

function htmlOf(brief: BriefText, pictures: readonly MailPicture[]): string {
  const { movements, drivers, work, grade, health } = brief;
  const e = escapeHtml;
  const heading = (text: string) =>
    row(cell('padding:20px 0 6px;font-size:15px;font-weight:700', e(text), ' colspan="4"'));
  const note = (text: string, colour: string = INK.none) =>
    row(
      cell(
        `padding:2px 0;font-size:14px;line-height:21px;color:${colour}`,
        e(text),
        ' colspan="4"',
      ),
    );
  const plain = (text: string) =>
    row(cell('padding:2px 0;font-size:14px;line-height:21px', e(text), ' colspan="4"'));
  const rows = [
    ...(brief.isTest ? [note(brief.testNote, INK.bad)] : []),
    row(cell('padding:4px 0 0;font-size:21px;font-weight:700', e(brief.title), ' colspan="4"')),
    note(brief.dataset),
    row(
      cell(
        'padding:14px 0 16px;font-size:16px;line-height:25px',
        e(brief.paragraph),
        ' colspan="4"',
      ),
    ),
    ...brief.figures.map((figure, i) => figureRow(figure, pictures[i])),
    heading(movements.title),
    ...(movements.none === null ? [] : [note(movements.none)]),
    ...movements.groups.flatMap(({ label, count, people }) => [
      row(
        cell(
          'padding:8px 0 2px;font-size:14px;font-weight:600',
          `${e(label)} ${e(count)}`,
          ' colspan="4"',
        ),
      ),
      ...people.map(({ name, churn, reason }) =>
        row(
          cell('padding:2px 8px 2px 0;font-size:14px', e(name)) +
            cell(`padding:2px 8px;font-size:13px;color:${INK.none}`, e(reason), ' colspan="2"') +
            cell(
              'padding:2px 0;font-size:14px;text-align:right;white-space:nowrap',
              `<span title="${e(brief.churn)}">${e(churn)}</span>`,
            ),
        ),
      ),
    ]),
    heading(drivers.title),
    note(drivers.none ?? drivers.hint),
    ...drivers.bars.map(({ name, shareWords }) =>
      row(
        cell('padding:2px 8px 2px 0;font-size:14px', e(name), ' colspan="3"') +
          cell('padding:2px 0;font-size:14px;text-align:right;white-space:nowrap', e(shareWords)),
      ),
    ),
    heading(work.title),
    plain(work.text),
    heading(grade.title),
    plain(grade.text),
    heading(health.title),
    ...health.texts.map((text) => plain(text)),
    row(
      cell(
        `padding:22px 0 0;font-size:12px;line-height:18px;color:${INK.none}`,
        `${e(brief.attached)}<br>${e(brief.footer)}`,
        ' colspan="4"',
      ),
    ),
  ];
  return `<!doctype html>
<html lang="${brief.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${e(brief.subject)}</title>
</head>
<body style="margin:0;padding:0">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;text-align:left">
${rows.join('\n')}
</table>
</td></tr></table>
</body>
</html>
`;
}

function figureRow(figure: FigureText, picture: MailPicture | undefined): string {
  const e = escapeHtml;
  const line = 'border-top:1px solid #8a94a0;';
  const image = picture
    ? `<img src="cid:${picture.cid}" width="${picture.width}" height="${picture.height}" alt="${e(figure.lineWords)}" style="display:block">`
    : '';
  return row(
    cell(`${line}padding:8px 8px 8px 0;font-size:14px`, e(figure.label)) +
      cell(
        `${line}padding:8px;font-size:17px;font-weight:700;text-align:right;white-space:nowrap`,
        e(figure.value),
      ) +
      cell(
        `${line}padding:8px;font-size:13px;font-weight:600;text-align:right;color:${INK[figure.news]}`,
        e(figure.change),
      ) +
      cell(`${line}padding:6px 0 6px 8px;width:96px`, image, ' align="right"'),
  );
}

/** The same for whoever reads no HTML. */
function textOf(brief: BriefText): string {
  const { movements, drivers, work, grade, health } = brief;
  const lines = [
    ...(brief.isTest ? [brief.testNote, ''] : []),
    brief.title,
    brief.dataset,
    '',
    brief.paragraph,
    '',
    ...brief.figures.map(({ label, value, change }) => `- ${label}: ${value}, ${change}`),
    '',
    movements.title,
    ...(movements.none === null ? [] : [movements.none]),
    ...movements.groups.flatMap(({ label, count, people }) => [
      `${label} ${count}`,
      ...people.map(
        ({ name, churn, reason }) => `  - ${[name, churn, reason].filter(Boolean).join(' · ')}`,
      ),
    ]),
    '',
    drivers.title,
    drivers.none ?? drivers.hint,
    ...drivers.bars.map(({ name, shareWords }) => `  - ${name}: ${shareWords}`),
    '',
    work.title,
    work.text,
    '',
    grade.title,
    grade.text,
    '',
    health.title,
    ...health.texts,
    '',
    brief.attached,
    brief.footer,
  ];
  return `${lines.join('\n')}\n`;
}
