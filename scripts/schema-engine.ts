import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { DiffParams, DiffResult } from '@prisma/schema-engine-wasm';

interface EngineModule {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: {
    new: (
      options: { datamodels: [string, string][] },
      log: () => void,
      adapter: object,
    ) => Promise<{ diff(params: DiffParams & { shadowDatabaseUrl: null }): Promise<DiffResult> }>;
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

/**
 * SQL that turns the database at `url` into the Prisma schema; empty when they are equal.
 *
 * Prisma's own engine, in its WebAssembly form from the npm registry: the binary form is downloaded
 * from a host that is not always reachable.
 */
export async function schemaDifference(url: string, schemaFile: string): Promise<string> {
  const schema = await readFile(schemaFile, 'utf8');
  const files = [{ path: schemaFile, content: schema }];
  const adapter = bindMigrationAwareSqlAdapterFactory(
    new CatalogueAdapter({ connectionString: url, max: 2 }),
  );
  engineModule ??= loadEngine();
  const { SchemaEngine } = await engineModule;
  const engine = await SchemaEngine.new(
    { datamodels: [[schemaFile, schema]] },
    () => undefined,
    adapter,
  );
  const result = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: process.cwd() },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: ['public._prisma_migrations'], externalEnums: [] },
  });
  const script = (result.stdout ?? '').trim();
  return script.startsWith('-- This is an empty migration') ? '' : script;
}
