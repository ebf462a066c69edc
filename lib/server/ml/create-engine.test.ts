import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { chooseEngine } from './create-engine';

const run = promisify(execFile);

test('takes ONNX Runtime where it loads', async () => {
  expect((await chooseEngine('auto')).name).toBe('onnx');
  expect((await chooseEngine('onnx')).name).toBe('onnx');
  expect((await chooseEngine('tensorflow')).name).toBe('tensorflow');
});

/** A process in which nobody can import `onnxruntime-node`, as on a platform that it has no binary for. */
async function withoutRuntime(choice: string): Promise<string> {
  const refuse = `export function resolve(name, context, next) {
    if (name === 'onnxruntime-node') throw new Error('no binary for this platform');
    return next(name, context);
  }`;
  const hook = `import { register } from 'node:module'; register(${JSON.stringify(asUrl(refuse))});`;
  const file = JSON.stringify(new URL('./create-engine.ts', import.meta.url).href);
  const program = `const { chooseEngine } = await import(${file});
    await chooseEngine('${choice}').then((e) => console.log(e.name), (e) => console.log(e.message));`;
  const { stdout } = await run(process.execPath, [
    ...['--import', 'tsx', '--import', asUrl(hook)],
    ...['--input-type=module', '--eval', program],
  ]);
  return stdout.trim();
}

const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;

test('falls back to TensorFlow.js where it does not, and says so when ONNX is a must', {
  timeout: 60_000,
}, async () => {
  expect(await withoutRuntime('auto')).toBe('tensorflow');
  expect(await withoutRuntime('onnx')).toBe(
    'onnxruntime-node does not load on this machine; "auto" trains without it',
  );
});
