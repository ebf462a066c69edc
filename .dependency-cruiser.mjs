/** The import arrows of docs/architecture.md, enforced as errors. */
const only = (from, allowed) => ({
  name: `${from.replaceAll('/', '-')}-imports`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: '\\.test\\.tsx?$' },
  to: {
    path: '^(app|components|lib|workers|cli|scripts|e2e|bench|prisma|messages)/',
    pathNot: [`^${from}/`, ...allowed.map((folder) => `^${folder}/`)],
  },
});

const IMPURE_CORE =
  '^(node:)?(fs|fs/promises|path|os|child_process|worker_threads|net|http|https|crypto|process|stream|timers)$';
const IMPURE_NPM = 'node_modules/(react|react-dom|next|@prisma|pg|pg-boss|@duckdb)/';

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: 'generated' },
    },
    only('app', [
      'components',
      'lib/server',
      'lib/client',
      'lib/contracts',
      'lib/domain',
      'messages',
    ]),
    only('components', ['lib/client', 'lib/contracts', 'lib/domain', 'messages']),
    only('workers', ['lib/server', 'lib/ml', 'lib/contracts', 'lib/domain']),
    only('cli', ['workers', 'lib/server', 'lib/ml', 'lib/contracts', 'lib/domain']),
    only('lib/server', ['lib/ml', 'lib/contracts', 'lib/domain', 'messages']),
    only('lib/client', ['lib/contracts', 'lib/domain', 'messages']),
    only('lib/ml', ['lib/contracts', 'lib/domain']),
    only('lib/contracts', ['lib/domain']),
    only('lib/domain', []),
    {
      name: 'pure-layers-stay-pure',
      comment: 'domain, contracts and ml hold no file system, environment, React or database',
      severity: 'error',
      from: { path: '^lib/(domain|contracts|ml)/', pathNot: '\\.test\\.ts$' },
      to: { path: [IMPURE_CORE, IMPURE_NPM] },
    },
    {
      name: 'web-does-not-train',
      comment:
        'training, its threads and job handlers belong to the worker; the web server only asks for jobs',
      severity: 'error',
      from: { path: '^app/' },
      to: {
        path: '^lib/(ml|server/(ml|trees|jobs/handlers))/|^lib/server/models/(fit-candidate|train-candidates|run-task)',
        reachable: true,
      },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: '\\.test\\.tsx?$|^e2e/' },
      to: { path: '\\.test\\.tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|data)/|lib/server/db/generated' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
