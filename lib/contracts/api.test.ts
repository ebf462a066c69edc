import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ENDPOINTS, openApiDocument } from './api';

const ROUTES = path.resolve(import.meta.dirname, '../../app/api/v1');

const routeFiles = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'route.ts')
  .map((file) => file.split(path.sep).join('/'));

/** `GET /jobs/{id}` for each exported method of each route file. */
const implemented = routeFiles.flatMap((file) => {
  const address = `/${path.posix.dirname(file).replaceAll(/\[(\w+)\]/g, '{$1}')}`;
  const source = readFileSync(path.join(ROUTES, file), 'utf8');
  return [...source.matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g)].map(
    ([, method]) => `${method} ${address}`,
  );
});

test('every route is described, and nothing else', () => {
  const described = ENDPOINTS.map((e) => `${e.method.toUpperCase()} ${e.path}`);
  expect(described.toSorted()).toEqual(implemented.toSorted());
});

test('the document names parameters, bodies and answers', () => {
  const document = openApiDocument('1.2.3') as {
    info: object;
    paths: Record<
      string,
      Record<
        string,
        { parameters: { name: string; in: string; required: boolean }[]; requestBody?: object }
      >
    >;
  };
  expect(document.info).toEqual({ title: 'Stagelight', version: '1.2.3' });
  const series = document.paths['/series']?.get;
  expect(series?.parameters.map((p) => [p.name, p.in, p.required])).toEqual([
    ['version', 'query', true],
    ['metric', 'query', true],
    ['scope', 'query', false],
    ['attribute', 'query', false],
    ['value', 'query', false],
    ['celeb', 'query', false],
    ['from', 'query', false],
    ['to', 'query', false],
    ['hours', 'query', false],
  ]);
  expect(document.paths['/jobs/{id}']?.get?.parameters).toEqual([
    { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
  ]);
  expect(document.paths['/uploads']?.post?.requestBody).toEqual({
    required: true,
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  });
  // It is JSON: nothing undefined or cyclic gets lost on the way.
  expect(JSON.parse(JSON.stringify(document)).openapi).toBe('3.1.0');
});
