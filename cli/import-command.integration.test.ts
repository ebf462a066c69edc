import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { encode, inFolder } from '@/lib/server/import/test-files';
import { describeFiles } from './import-command';

const describing = <T>(work: (folder: string) => Promise<T>): Promise<T> =>
  inFolder(async (folder) => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    try {
      return await work(folder);
    } finally {
      said.mockRestore();
    }
  });

it('completes the guessed mapping by what is said', () =>
  describing(async (folder) => {
    const events = path.join(folder, 'log.csv');
    await writeFile(events, 'time,user,kind\n2023-01-02,f1,x\n');
    const map = ['events.room_id=user', 'events.event:=a=b', 'stickers.ts=time'];
    expect(await describeFiles({ events: [events], map, header: true })).toEqual([
      {
        table: 'events',
        path: events,
        name: 'log.csv',
        mapping: {
          ts: { column: 'time' },
          actor_id: { column: 'user' },
          room_id: { column: 'user' },
          event: { constant: 'a=b' },
        },
        overrides: {},
      },
    ]);
  }));

it('takes delimiter, encoding and header from the options', () =>
  describing(async (folder) => {
    const celebs = path.join(folder, 'celebs.txt');
    await writeFile(celebs, encode('c1^가\nc2^나\n', 'euc-kr'));
    const options = {
      celebs: [celebs],
      delimiter: '^',
      encoding: 'euc-kr',
      header: false,
    } as const;
    const map = ['celebs.celeb_id=column1', 'celebs.name=column2'];
    expect(await describeFiles({ ...options, celebs: [celebs], map })).toMatchObject([
      {
        mapping: { celeb_id: { column: 'column1' }, name: { column: 'column2' } },
        overrides: { delimiter: '^', encoding: 'euc-kr', header: false },
      },
    ]);
  }));

it.each([
  ['events.ts', 'write table.field=column'],
  ['event.ts=time', 'there is no field event.ts. Tables: events, stickers, celebs.'],
  [
    'events.time=ts',
    'there is no field events.time. Fields of events: ts, actor_id, room_id, event.',
  ],
])('refuses --map %s', (entry, message) =>
  describing(async (folder) => {
    const events = path.join(folder, 'log.csv');
    await writeFile(events, 'ts,actor_id\n2023-01-02,f1\n');
    await expect(
      describeFiles({ events: [events], map: [entry], header: true }),
    ).rejects.toMatchObject({ code: 'bad_request', message: expect.stringContaining(message) });
  }),
);

it('refuses a delimiter that occurs in words', async () => {
  await expect(describeFiles({ delimiter: 'x', header: true })).rejects.toMatchObject({
    code: 'bad_request',
    details: { reason: 'x' },
  });
});
