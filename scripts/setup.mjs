/**
 * What a fresh clone lacks, made once: npm packages, the Prisma client, the web server's build, a browser for tests.
 * Plain Node without any package, because it runs before there are packages. Each step leaves a stamp of what it was
 * made from, so that a second start does nothing.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..');
const STAMPS = path.join(ROOT, 'node_modules', '.stagelight');
const SMALLEST_NODE = [20, 19];

/** Runs a program in the project's folder with its output shown; ends this process when it fails. */
export function run(program, args, env = {}) {
  const outcome = spawnSync(program, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (outcome.error) fail(`${program} could not be started: ${outcome.error.message}`);
  if (outcome.status !== 0) process.exit(outcome.status ?? 1);
}

export const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name);

export function fail(message) {
  console.error(message);
  process.exit(1);
}

const hashOf = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
};
const textOf = (file) => readFileSync(path.join(ROOT, file));

function isStamped(name, value) {
  const file = path.join(STAMPS, name);
  return existsSync(file) && readFileSync(file, 'utf8') === value;
}

function stamp(name, value) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(path.join(STAMPS, name), value);
}

/** Every source file below a folder, in a fixed order. */
function filesBelow(folder) {
  const absolute = path.join(ROOT, folder);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [folder];
  return readdirSync(absolute, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(path.join(folder, entry.name)));
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < SMALLEST_NODE[0] || (major === SMALLEST_NODE[0] && minor < SMALLEST_NODE[1])) {
    fail(
      `Stagelight needs Node.js ${SMALLEST_NODE.join('.')} or newer; this is ${process.versions.node}.`,
    );
  }
}

export function installPackages() {
  checkNode();
  const wanted = hashOf(textOf('package.json'), textOf('package-lock.json'));
  if (isStamped('packages', wanted)) return;
  console.log('Installing packages (once) ...');
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional binaries.
  // onnxruntime-node's CPU library is inside its package; its install script would only fetch CUDA. npm 11 leaves the
  // script out by `allowScripts`, older ones run it with this switch.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    ONNXRUNTIME_NODE_INSTALL: 'skip',
  });
  stamp('packages', wanted);
}

export function generateClient() {
  const wanted = hashOf(textOf('prisma/schema.prisma'), textOf('package-lock.json'));
  if (
    isStamped('client', wanted) &&
    existsSync(path.join(ROOT, 'lib/server/db/generated/client.ts'))
  )
    return;
  // The schema engine is only needed for migrations, which Stagelight applies itself; naming any existing
  // file keeps `generate` from downloading it.
  run(bin('prisma'), ['generate', '--no-hints'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath });
  stamp('client', wanted);
}

const BUILT_FROM = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
];

export function buildWeb() {
  const sources = BUILT_FROM.flatMap(filesBelow).filter((file) => !/\.test\.tsx?$/.test(file));
  const wanted = hashOf(...sources.flatMap((file) => [file, textOf(file)]));
  if (isStamped('web', wanted) && existsSync(path.join(ROOT, '.next/BUILD_ID'))) return;
  console.log('Building the web server (once) ...');
  run(bin('next'), ['build'], { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' });
  stamp('web', wanted);
}
