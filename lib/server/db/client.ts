import { PrismaPg } from '@prisma/adapter-pg';
import { AppError } from '@/lib/server/errors';
import { PrismaClient } from './generated/client';

export type Database = PrismaClient;

/** A client with its own small pool. Close it with `$disconnect()`. */
export function createDatabase(url: string, poolSize = 8): Database {
  const adapter = new PrismaPg(
    { connectionString: url, max: poolSize },
    // A server that restarts drops idle connections; that is not the pool's death.
    { onPoolError: () => undefined, onConnectionError: () => undefined },
  );
  return new PrismaClient({ adapter });
}

const globalDatabase = globalThis as { stagelightDatabase?: Database };

/** The web server's one client, made on first use from `DATABASE_URL`, which `npm start` sets. */
export function database(): Database {
  if (!globalDatabase.stagelightDatabase) {
    const url = process.env.DATABASE_URL;
    if (!url) {
      throw new AppError(
        'database_unreachable',
        'DATABASE_URL is not set. Start the server with `npm start`, which brings its own PostgreSQL.',
      );
    }
    globalDatabase.stagelightDatabase = createDatabase(url);
  }
  return globalDatabase.stagelightDatabase;
}
