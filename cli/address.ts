import net from 'node:net';
import { isLoopback } from '@/lib/server/auth/session';
import type { Env } from '@/lib/server/env';
import { AppError } from '@/lib/server/errors';

/**
 * Whether the web server may and can listen there; asked before anything is started.
 * @throws AppError `not_loopback`, `web_port_in_use`
 */
export async function requireAddress({ HOST, PORT }: Pick<Env, 'HOST' | 'PORT'>): Promise<void> {
  if (!isLoopback(HOST)) {
    throw new AppError(
      'not_loopback',
      `HOST=${HOST} would let other machines in, and there is no sign-in yet: whoever reaches the server is its admin. Leave HOST at 127.0.0.1, or put your own proxy with a sign-in in front of it.`,
      { reason: HOST },
    );
  }
  await listenOnce(HOST, PORT);
}

/** The wanted port, or any free one for 0. @throws AppError `web_port_in_use` */
export async function listenOnce(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new AppError('web_port_in_use', portMessage(host, port, error), { port }, { cause: error }),
      ),
    );
    probe.listen(port, bare(host), () => {
      const address = probe.address();
      const found = typeof address === 'object' && address ? address.port : port;
      probe.close(() => resolve(found));
    });
  });
}

function portMessage(host: string, port: number, error: NodeJS.ErrnoException): string {
  const other = 'Set PORT to another one, e.g. PORT=3001 npm start.';
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is already in use, perhaps by another Stagelight. ${other}`;
  if (error.code === 'EACCES') return `This user may not open port ${port}. ${other}`;
  return `The web server cannot listen on ${host}, port ${port} (${error.code}). Set HOST or PORT.`;
}

const bare = (host: string): string => host.replace(/[[\]]/g, '');

/** The address for people and browsers; IPv6 stands in brackets. */
export function webAddress(host: string, port: number): string {
  const name = bare(host);
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
