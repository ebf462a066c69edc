import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENV_VARIABLES, parseEnv } from './env';

describe('the environment', () => {
  it('has a default for everything', () => {
    expect(parseEnv({})).toEqual({
      DATABASE_URL: undefined,
      dataDir: path.resolve('data'),
      HOST: '127.0.0.1',
      PORT: 3000,
      STAGELIGHT_PG_PORT: 0,
      STAGELIGHT_THREADS: os.availableParallelism(),
      STAGELIGHT_MEMORY_MB: 1200,
      STAGELIGHT_JOB_STALE_SECONDS: 15,
      STAGELIGHT_UPLOAD_LIMIT_MB: 20_480,
    });
  });

  it('takes what is set', () => {
    expect(
      parseEnv({
        DATABASE_URL: 'postgresql://me:secret@db.example:5433/stage',
        STAGELIGHT_DATA_DIR: '/srv/stage',
        HOST: '::1',
        PORT: '0',
        STAGELIGHT_PG_PORT: '5555',
        STAGELIGHT_THREADS: '3',
        STAGELIGHT_MEMORY_MB: '4096',
        STAGELIGHT_JOB_STALE_SECONDS: '1.5',
        STAGELIGHT_UPLOAD_LIMIT_MB: '10',
      }),
    ).toEqual({
      DATABASE_URL: 'postgresql://me:secret@db.example:5433/stage',
      dataDir: path.resolve('/srv/stage'),
      HOST: '::1',
      PORT: 0,
      STAGELIGHT_PG_PORT: 5555,
      STAGELIGHT_THREADS: 3,
      STAGELIGHT_MEMORY_MB: 4096,
      STAGELIGHT_JOB_STALE_SECONDS: 1.5,
      STAGELIGHT_UPLOAD_LIMIT_MB: 10,
    });
  });

  it('treats blank as absent', () => {
    const blank = Object.fromEntries(ENV_VARIABLES.map(({ name }) => [name, ' ']));
    expect(parseEnv(blank)).toEqual(parseEnv({}));
  });

  it.each([
    ['DATABASE_URL', 'mysql://localhost/stage', '  DATABASE_URL: write postgresql://'],
    ['DATABASE_URL', 'localhost:5432', '  DATABASE_URL: write postgresql://'],
    ['PORT', '65536', '  PORT="65536": '],
    ['PORT', '-1', '  PORT="-1": '],
    ['PORT', 'http', '  PORT="http": '],
    ['PORT', '80.5', '  PORT="80.5": '],
    ['STAGELIGHT_PG_PORT', '99999', '  STAGELIGHT_PG_PORT="99999": '],
    ['STAGELIGHT_THREADS', '0', '  STAGELIGHT_THREADS="0": '],
    ['STAGELIGHT_MEMORY_MB', '255', '  STAGELIGHT_MEMORY_MB="255": '],
    ['STAGELIGHT_JOB_STALE_SECONDS', '0.5', '  STAGELIGHT_JOB_STALE_SECONDS="0.5": '],
    ['STAGELIGHT_UPLOAD_LIMIT_MB', 'NaN', '  STAGELIGHT_UPLOAD_LIMIT_MB="NaN": '],
  ])('refuses %s=%s by name', (name, value, line) => {
    expect(() => parseEnv({ [name]: value })).toThrow(line);
  });

  it('names every bad variable at once and never repeats a password', () => {
    let message = '';
    try {
      parseEnv({ PORT: 'x', STAGELIGHT_THREADS: 'y', DATABASE_URL: 'http://me:secret@db/stage' });
    } catch (error) {
      message = String(error);
    }
    expect(
      message
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/[:=]/)[0]),
    ).toEqual(['DATABASE_URL', 'PORT', 'STAGELIGHT_THREADS']);
    expect(message).not.toContain('secret');
  });

  it('is documented in the README, every variable in its table', () => {
    const readme = readFileSync('README.md', 'utf8');
    const rows = readme.match(/^\| `[A-Z_]+` *\|/gm) ?? [];
    expect(rows.map((row) => row.split('`')[1]).sort()).toEqual(
      ENV_VARIABLES.map(({ name }) => name).sort(),
    );
  });

  it('says what each variable means', () => {
    expect(ENV_VARIABLES.filter((v) => v.meaning === '')).toEqual([]);
    expect(ENV_VARIABLES.map((v) => v.name)).toContain('STAGELIGHT_DATA_DIR');
  });
});
