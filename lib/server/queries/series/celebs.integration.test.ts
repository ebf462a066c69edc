import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCelebs } from './celebs';
import { seriesOptions } from './options';
import { newInstallation, publishTables, small } from './testing';

let installation: Awaited<ReturnType<typeof newInstallation>>;
let version: string;
beforeAll(async () => {
  installation = await newInstallation();
  version = (await publishTables(installation.runtime, small)).id;
});
afterAll(() => installation.close());

test('the options list metrics, groups of at least two values, and the period', async () => {
  expect(await seriesOptions(installation.runtime.db, version)).toEqual({
    metrics: [
      'active_celebs',
      'own_chat',
      'own_live_start',
      'fan_gift',
      'fan_like',
      'own_total',
      'fan_total',
      'fan_unique',
      'sticker_count',
      'sticker_amount',
      'sticker_senders',
    ],
    attributes: [
      { name: 'genre', values: ['music', 'talk'] },
      { name: 'home.town', values: ['Busan', 'Seoul'] },
    ],
    firstDay: '2024-01-01',
    lastDay: '2024-01-16',
  });
});

describe('the search for celebs', () => {
  const find = async (search: string, more: { id?: string; limit?: number } = {}) => {
    const found = await findCelebs(installation.runtime.db, {
      version,
      search,
      limit: 50,
      ...more,
    });
    return { ids: found.rows.map((r) => r.id), total: found.total, truncated: found.truncated };
  };

  test('finds target celebs by name or id in any case, most fan activity first', async () => {
    expect(await find('')).toEqual({ ids: ['a', 'c', 'b'], total: 3, truncated: false });
    expect((await find('ARA')).ids).toEqual(['a']);
    expect((await find(' 별빛 ')).ids).toEqual(['b']);
    expect((await find('C')).ids).toEqual(['c']);
    expect((await find('dora')).ids).toEqual([]);
  });

  test('takes % and _ for themselves', async () => {
    expect((await find('50%')).ids).toEqual(['b']);
    expect((await find('%')).ids).toEqual(['b']);
    expect((await find('_')).ids).toEqual([]);
    expect((await find('\\')).ids).toEqual([]);
  });

  test('counts all that fit when it shows only some', async () => {
    expect(await find('', { limit: 1 })).toEqual({ ids: ['a'], total: 3, truncated: true });
  });

  test('finds one by its exact id', async () => {
    expect(await find('ignored', { id: 'b' })).toEqual({ ids: ['b'], total: 1, truncated: false });
    expect((await find('', { id: 'B' })).ids).toEqual([]);
  });
});
