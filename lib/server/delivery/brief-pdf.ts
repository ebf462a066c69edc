import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { BriefText, FigureText } from './brief-text';
import { unpackWoff } from './unpack-woff';

/** A4 in points (ISO 216: 210 x 297 mm). */
const PAGE = { width: 595.28, height: 841.89 } as const;
const MARGIN = 42;
const INNER = PAGE.width - 2 * MARGIN;
const GAP = 12;
const TILES_IN_A_ROW = 4;
const TILE = { width: (INNER - (TILES_IN_A_ROW - 1) * GAP) / TILES_IN_A_ROW, height: 78 } as const;
const INK = { text: '#1b2530', dim: '#5c6773', good: '#0b7a52', bad: '#c92a2a' } as const;
const LINE = '#3b5bb5';
const FRAME = '#d5dbe2';
const BAR = '#f0a31a';

/** All of Hangul and Latin in one file for each weight; what is used of them is embedded. SIL Open Font License 1.1. */
const files = createRequire(import.meta.url);
const readFont = async (weight: 400 | 700) =>
  unpackWoff(
    await readFile(
      files.resolve(`@fontsource/nanum-gothic/files/nanum-gothic-korean-${weight}-normal.woff`),
    ),
  );
let fonts: Promise<readonly [Buffer, Buffer]> | undefined;

type Document = InstanceType<typeof PDFDocument>;

/** A brief as a PDF of one A4 page; everything in it has its place, and what is too long is cut off with an ellipsis. */
export async function briefPdf(brief: BriefText): Promise<Buffer> {
  fonts ??= Promise.all([readFont(400), readFont(700)]);
  const [regular, bold] = await fonts;
  const document = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: MARGIN,
    lang: brief.locale,
    displayTitle: true,
    info: { Title: brief.subject, Producer: 'Stagelight', Creator: 'Stagelight' },
  });
  const chunks: Buffer[] = [];
  const ended = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  document.registerFont('regular', regular);
  document.registerFont('bold', bold);
  draw(document, brief);
  document.end();
  return await ended;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** What is longer is cut off. */
  readonly height: number;
}

interface Style {
  readonly size: number;
  readonly font?: 'regular' | 'bold';
  readonly colour?: string;
  readonly align?: 'left' | 'right';
}

/** Writes into a box and answers where the text ends. */
function write(document: Document, text: string, box: Box, style: Style): number {
  const { size, font = 'regular', colour = INK.text, align = 'left' } = style;
  const options = { width: box.width, align, lineGap: size * 0.3 };
  document.font(font).fontSize(size).fillColor(colour);
  const needed = document.heightOfString(text, options);
  document.text(text, box.x, box.y, { ...options, height: box.height, ellipsis: true });
  return box.y + Math.min(needed, box.height);
}

const line = (size: number) => size * 1.5;

function draw(document: Document, brief: BriefText): void {
  const wide = (y: number, height: number): Box => ({ x: MARGIN, y, width: INNER, height });
  let y = write(document, brief.title, wide(MARGIN, line(20)), { size: 20, font: 'bold' }) + 2;
  y = write(document, brief.dataset, wide(y, line(9)), { size: 9, colour: INK.dim }) + 8;
  y = write(document, brief.paragraph, wide(y, 8 * line(11)), { size: 11 }) + 12;
  for (const [i, figure] of brief.figures.entries()) {
    const x = MARGIN + (i % TILES_IN_A_ROW) * (TILE.width + GAP);
    drawTile(document, figure, { x, y: y + Math.floor(i / TILES_IN_A_ROW) * (TILE.height + GAP) });
  }
  y += Math.ceil(brief.figures.length / TILES_IN_A_ROW) * (TILE.height + GAP) + 6;
  y = drawMovements(document, brief, y) + 8;
  const foot = PAGE.height - MARGIN - line(8);
  const half = (INNER - GAP) / 2;
  const right = { x: MARGIN + half + GAP, width: half };
  let below = drawDrivers(document, brief, { x: MARGIN, y, width: half });
  for (const { title, text } of [brief.work, brief.grade]) {
    write(document, title, { ...right, y, height: line(12) }, { size: 12, font: 'bold' });
    y = write(document, text, { ...right, y: y + 20, height: 4 * line(9.5) }, { size: 9.5 }) + 8;
  }
  below = Math.max(below, y) + 4;
  write(document, brief.health.title, wide(below, line(12)), { size: 12, font: 'bold' });
  below += 20;
  for (const text of brief.health.texts) {
    const room = foot - 6 - below;
    if (room < line(9)) break;
    below = write(document, text, wide(below, Math.min(room, 2 * line(9))), { size: 9 }) + 1;
  }
  write(document, brief.footer, wide(foot, line(8)), { size: 8, colour: INK.dim });
}

function drawTile(document: Document, figure: FigureText, { x, y }: Pick<Box, 'x' | 'y'>): void {
  const inside = { x: x + 8, width: TILE.width - 16 };
  document.roundedRect(x, y, TILE.width, TILE.height, 5).lineWidth(0.8).stroke(FRAME);
  write(
    document,
    figure.label,
    { ...inside, y: y + 7, height: line(9) },
    { size: 9, colour: INK.dim },
  );
  write(
    document,
    figure.value,
    { ...inside, y: y + 21, height: line(16) },
    { size: 16, font: 'bold' },
  );
  write(
    document,
    figure.change,
    { ...inside, y: y + 43, height: line(8) },
    { size: 8, colour: figure.news === 'none' ? INK.dim : INK[figure.news] },
  );
  drawLine(document, figure.line, { ...inside, y: y + 58, height: 13 });
}

/** The weeks as a line with a dot at its end; a missing week interrupts it. */
function drawLine(document: Document, values: readonly (number | null)[], box: Box): void {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const step = box.width / Math.max(1, values.length - 1);
  let isDown = false;
  let last = { x: box.x, y: box.y };
  for (const [i, value] of values.entries()) {
    if (value === null) {
      isDown = false;
      continue;
    }
    const share = high > low ? (value - low) / (high - low) : 0.5;
    last = { x: box.x + i * step, y: box.y + (1 - share) * box.height };
    if (isDown) document.lineTo(last.x, last.y);
    else document.moveTo(last.x, last.y);
    isDown = true;
  }
  document.lineWidth(1.2).stroke(LINE);
  document.circle(last.x, last.y, 2).fill(LINE);
}

/** What drives the risk, as bars; answers where they end. */
function drawDrivers(
  document: Document,
  { drivers }: BriefText,
  { x, y, width }: Omit<Box, 'height'>,
): number {
  write(document, drivers.title, { x, y, width, height: line(12) }, { size: 12, font: 'bold' });
  const hint = { x, y: y + 19, width, height: line(8) };
  write(document, drivers.none ?? drivers.hint, hint, { size: 8, colour: INK.dim });
  let at = y + 33;
  for (const { name, share, shareWords } of drivers.bars) {
    write(document, name, { x, y: at, width: width - 40, height: line(9) }, { size: 9 });
    const number = { x: x + width - 36, y: at, width: 36, height: line(9) };
    write(document, shareWords, number, { size: 9, align: 'right' });
    document.rect(x, at + 12, Math.max(1, width * share), 2.5).fill(BAR);
    at += 20;
  }
  return at;
}

/** Three columns of names; answers where they end. */
function drawMovements(document: Document, { movements }: BriefText, top: number): number {
  const { title, none, groups } = movements;
  const wide = { x: MARGIN, width: INNER };
  write(document, title, { ...wide, y: top, height: line(12) }, { size: 12, font: 'bold' });
  const y = top + 22;
  if (none !== null)
    return write(document, none, { ...wide, y, height: line(10) }, { size: 10, colour: INK.dim });
  const width = (INNER - (groups.length - 1) * GAP) / groups.length;
  let end = y;
  for (const [i, { label, count, people }] of groups.entries()) {
    const x = MARGIN + i * (width + GAP);
    const head = { x, y, width, height: line(10) };
    write(document, `${label} ${count}`, head, { size: 10, font: 'bold' });
    let at = y + 18;
    for (const { name, churn, reason } of people) {
      const [left, right] = [width - 38, 34];
      write(document, name, { x, y: at, width: left, height: line(9) }, { size: 9 });
      const share = { x: x + width - right, y: at, width: right, height: line(9) };
      write(document, churn, share, { size: 9, align: 'right' });
      const why = { x, y: at + 13, width, height: line(7.5) };
      write(document, reason, why, { size: 7.5, colour: INK.dim });
      at += 29;
    }
    end = Math.max(end, at);
  }
  return end;
}
