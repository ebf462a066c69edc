import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const NAMED = ['onnxruntime-node', '@tensorflow/tfjs-core', '@duckdb/node-api'] as const;

/** What a run was made with: Stagelight, Node and the libraries whose numbers a model depends on. */
export function libraryVersions(): Record<string, string> {
  const root = path.resolve(import.meta.dirname, '../../..');
  const own = version(path.join(root, 'package.json'));
  const require = createRequire(path.join(root, 'package.json'));
  const named = NAMED.map((name) => [name, packageVersion(require, name)] as const);
  return { stagelight: own, node: process.versions.node, ...Object.fromEntries(named) };
}

const version = (file: string): string => {
  const { version: text } = JSON.parse(readFileSync(file, 'utf8')) as { version?: string };
  return text ?? 'unknown';
};

/** `absent` where an optional native package is not installed. */
function packageVersion(require: NodeJS.Require, name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return version(path.join(folder, name, 'package.json'));
    } catch {
      // looked for in the next folder
    }
  }
  return 'absent';
}
