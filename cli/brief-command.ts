import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { LOCALES, type Locale } from '@/lib/domain/format/locales';
import { briefPdf } from '@/lib/server/delivery/brief-pdf';
import { readBrief } from '@/lib/server/delivery/read-brief';
import { type Runtime, withRuntime } from '@/lib/server/runtime';
import { findVersion } from './find-version';
import { number } from './options';
import { printWeek } from './report';
import { runChain } from './run-job';

interface BriefOptions {
  dataset?: string;
  asOf?: string;
  weeksBefore: number;
  language: Locale;
  pdf?: string;
}

export const briefCommand = new Command('brief')
  .description(
    'freeze the week before a day: scores, priority group, what changed, how the last prediction did',
  )
  .option('--dataset <name or id>', 'dataset whose newest version is used; default: the newest')
  .option('--as-of <day>', 'anchor day, YYYY-MM-DD; default: the day after the data')
  .option('--weeks-before <number>', 'earlier weeks that are frozen first', number, 0)
  .addOption(
    new Option('--language <code>', 'of the paragraph and of the PDF')
      .choices(LOCALES)
      .default('en' satisfies Locale),
  )
  .option('--pdf <file>', 'writes the brief as one A4 page')
  .action(async ({ dataset, language, pdf, ...day }: BriefOptions) => {
    await withRuntime(async (runtime) => {
      const { versionId, title } = await findVersion(runtime.db, dataset);
      const [made] = await runChain(runtime, 'brief', title, { versionId, ...day });
      if (made?.weekId === undefined) return;
      await printWeek(runtime.db, made.weekId);
      await tell(runtime, made.weekId, language, pdf);
    });
  });

/** Prints a week's paragraph, and writes its page where one is asked for. */
async function tell(
  { db }: Runtime,
  weekId: string,
  language: Locale,
  pdf: string | undefined,
): Promise<void> {
  const text = await readBrief(db, weekId, language, { isTest: false });
  console.log(`\n${text.title}\n${text.paragraph}`);
  if (pdf === undefined) return;
  await writeFile(pdf, await briefPdf(text));
  console.log(`Written: ${path.resolve(pdf)}`);
}
