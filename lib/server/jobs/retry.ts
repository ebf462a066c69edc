/** Another job changed what this one was built on; doing it again will work. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/** What a database says while it stops, restarts or is out of reach; SQLSTATE classes 08 and 57P, Prisma, sockets. */
const PASSING =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[123]|08[0-9]{3}|P1001|P1002|P1008|P1017|P2024|P2028|Connection terminated|terminating connection|Server has closed|server closed|the database system is|Can't reach database/i;

/** Whether trying again can help without anybody mending anything. */
export function isPassing(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e instanceof OvertakenError) return true;
    if (PASSING.test(`${(e as { code?: string }).code ?? ''} ${e.message}`)) return true;
  }
  return false;
}
