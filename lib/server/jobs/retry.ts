/** Another job changed what this one was built on; doing it again will work. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/** Of a database that stops, restarts or is out of reach: SQLSTATE classes 08 and 57P, Prisma, sockets. */
const PASSING_CODE =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[1235]|08[0-9A-Z]{3}|P1001|P1002|P1008|P1017|P2024|P2028)$/;
/** Two transactions met; one of them had to go. */
const COLLISION_CODE = /^(40001|40P01|P2034)$/;
const PASSING_TEXT =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|Connection (terminated|ended)|terminating connection|is not queryable|[Ss]erver has closed|server closed|the database system is|Can't reach database|timeout exceeded when trying to connect|[Cc]ode: `?(57P0[1235]|08[0-9A-Z]{3}|40001|40P01)\b/;

/** Whether trying again can help without anybody mending anything. */
export function isPassing(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e instanceof OvertakenError) return true;
    const code = String((e as { code?: unknown }).code ?? '');
    if (PASSING_CODE.test(code) || COLLISION_CODE.test(code) || PASSING_TEXT.test(e.message))
      return true;
  }
  return false;
}
