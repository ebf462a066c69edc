'use client';

/** Some browsers read the file only after the click has returned. */
const KEEP_MS = 60_000;

/** Hands a text or blob to the browser as a file. */
export function download(
  name: string,
  content: string | Blob,
  type = 'text/csv;charset=utf-8',
): void {
  const url = URL.createObjectURL(
    typeof content === 'string' ? new Blob([content], { type }) : content,
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
