/** Mean width of a letter in font sizes; Hangul, Kana and Han are about twice as wide as Latin ones. */
const NARROW = 0.56;
const WIDE = 0.97;

const widthOf = (letter: string) => (letter > '\u1100' ? WIDE : NARROW);

/** About how wide a text is, in pixels. A drawing that is written as a file cannot measure. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const letter of text) width += widthOf(letter);
  return width * fontSize;
}

/** The text, cut with an ellipsis where it would be wider than `room` pixels. */
export function fitText(text: string, room: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= room) return text;
  let [kept, width] = ['', textWidth('…', fontSize)];
  for (const letter of text) {
    width += widthOf(letter) * fontSize;
    if (width > room) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}
