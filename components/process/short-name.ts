/**
 * A name that fits into a mark. Its middle is left out, since names of one family often differ at their end only; the
 * whole name is in the mark's label.
 *
 * ```
 * shortName('live_reaction_sent', 11) // 'live_…_sent'
 * ```
 * @param longest letters of the result, at least 3
 */
export function shortName(name: string, longest: number): string {
  const letters = [...name];
  if (letters.length <= longest) return name;
  const tail = Math.floor((longest - 1) / 2);
  return `${letters.slice(0, longest - 1 - tail).join('')}…${letters.slice(-tail).join('')}`;
}
