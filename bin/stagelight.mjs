#!/usr/bin/env node
// The command line is TypeScript; tsx reads it, with the path aliases of tsconfig.json.
import { register } from 'tsx/esm/api';

register({ tsconfig: new URL('../tsconfig.json', import.meta.url).pathname });
await import('../cli/main.ts');
