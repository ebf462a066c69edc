import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type {
  ApplyMigrationsInput,
  ApplyMigrationsOutput,
  DiffParams,
  DiffResult,
} from '@prisma/schema-engine-wasm';
import pg from 'pg';

interface Engine {
  diff(params: DiffParams & { shadowDatabaseUrl: null }): Promise<DiffResult>;
  applyMigrations(input: ApplyMigrationsInput): Promise<ApplyMigrationsOutput>;
}

interface EngineModule {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: {
    new: (
      options: { datamodels: [string, string][] },
      log: () => void,
      adapter: object,
    ) => Promise<Engine>;
  };
}

/** Node 20 does not import `.wasm` by itself, so the module is put together here. */
async function loadEngine(): Promise<EngineModule> {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
  readCharAsText();
  const glue = require('@prisma/schema-engine-wasm/schema_engine_bg') as EngineModule;
  const wasm = await readFile(path.join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(new Uint8Array(wasm), {
    './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(instance.exports);
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(text) },
  });
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

interface ResultPrototype {
  addFields(fields: { name: string; dataTypeID: number }[]): void;
}

/**
 * The catalogue's one-byte type `"char"` (oid 18) is unknown to the adapter. It is read as text (oid 25), and
 * `charColumns` remembers the names, so that the engine is told what it expects. Only this tool reads catalogues.
 */
const charColumns = new Set<string>();

function readCharAsText(): void {
  const require = createRequire(import.meta.url);
  const { prototype } = require('pg/lib/result') as { prototype: ResultPrototype };
  const original = prototype.addFields;
  prototype.addFields = function (fields) {
    for (const field of fields) {
      if (field.dataTypeID === 18) {
        field.dataTypeID = 25;
        charColumns.add(field.name);
      }
    }
    original.call(this, fields);
  };
}

class CatalogueAdapter extends PrismaPg {
  override async connect() {
    const connection = await super.connect();
    const queryRaw = connection.queryRaw.bind(connection);
    connection.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const columnTypes = result.columnTypes.map((type, i) =>
        charColumns.has(result.columnNames[i] ?? '') ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    return connection;
  }
}

let engineModule: Promise<EngineModule> | undefined;

async function withEngine<T>(
  url: string,
  datamodels: [string, string][],
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  engineModule ??= loadEngine();
  const { SchemaEngine } = await engineModule;
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogueAdapter(pool));
  try {
    return await work(await SchemaEngine.new({ datamodels }, () => undefined, adapter));
  } finally {
    await pool.end(); // else the engine keeps its connection and with it Prisma's migration lock
  }
}

/**
 * SQL that turns the database at `url` into the Prisma schema; empty when they are equal.
 *
 * Prisma's own engine, in its WebAssembly form from the npm registry: the binary form is downloaded
 * from a host that is not always reachable.
 */
export async function schemaDifference(url: string, schemaFile: string): Promise<string> {
  const content = await readFile(schemaFile, 'utf8');
  const files = [{ path: schemaFile, content }];
  const result = await withEngine(url, [[schemaFile, content]], (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: process.cwd() },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
    }),
  );
  const script = (result.stdout ?? '').trim();
  return script.startsWith('-- This is an empty migration') ? '' : script;
}

/** What `prisma migrate deploy` does with these migrations: it applies the missing ones and returns their names. */
export async function deployMigrations(
  url: string,
  schemaFile: string,
  migrations: readonly { name: string; sql: string }[],
): Promise<string[]> {
  const datamodel: [string, string] = [schemaFile, await readFile(schemaFile, 'utf8')];
  const { appliedMigrationNames } = await withEngine(url, [datamodel], (engine) =>
    engine.applyMigrations({
      migrationsList: {
        baseDir: 'prisma/migrations',
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return appliedMigrationNames;
}
