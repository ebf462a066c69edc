import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isLoopback } from '@/lib/server/auth/session';
import { mailBody } from './brief-mail';
import { briefPdf } from './brief-pdf';
import type { BriefText } from './brief-text';
import { senderAddress } from './check-recipient';
import type { SendResult } from './send-result';

export interface MailServerSettings {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly user: string | null;
  readonly password: string | null;
  readonly from: string;
}

interface Message {
  readonly id: string;
  readonly to: string;
  readonly date: Date;
  readonly brief: BriefText;
}

/** The whole message. Its `Message-ID` is the same at every attempt, so that a client that gets two shows one. */
export async function composeMail(
  { from }: Pick<MailServerSettings, 'from'>,
  { id, to, date, brief }: Message,
): Promise<Buffer> {
  const { html, text, pictures } = mailBody(brief);
  const composer = new MailComposer({
    from,
    to: { name: '', address: to },
    subject: brief.subject,
    date,
    messageId: `<${id}@${domainOf(from)}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': brief.locale },
    text,
    html,
    attachments: [
      ...pictures.map(({ png, cid, name }) => ({
        content: png,
        cid,
        filename: name,
        contentType: 'image/png',
        contentDisposition: 'inline',
      })),
      {
        content: await briefPdf(brief),
        filename: brief.attachment,
        contentType: 'application/pdf',
      },
    ],
  });
  return await composer.compile().build();
}

const domainOf = (from: string): string => senderAddress(from).split('@').at(-1) ?? 'localhost';

/**
 * Hands a message to a mail server, once.
 *
 * A server takes a message over when it answers the dot that ends it. `letGo` is called before that dot is written, when
 * everything else has been: whoever dies before has certainly not sent it, whoever dies after may have. When it throws
 * the connection is cut and the server forgets what it got (RFC 5321, 4.1.1.4).
 * @param timeoutMs for all of it
 */
export async function sendMail(
  server: MailServerSettings,
  to: string,
  message: Buffer,
  letGo: () => Promise<void>,
  timeoutMs: number,
): Promise<SendResult> {
  let isLetGo = false;
  async function* parts() {
    yield message;
    await letGo();
    isLetGo = true;
  }
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.secure,
    // A password does not travel in the open.
    requireTLS: !server.secure && server.user !== null && !isLoopback(server.host),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  });
  const late = AbortSignal.timeout(timeoutMs);
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (error: Error | null | undefined) => error && reject(error);
      connection.on('error', fail);
      connection.on('end', () => reject(new Error('the connection ended')));
      late.addEventListener('abort', () => reject(new Error('too late')));
      const stream = Readable.from(parts()).on('error', fail);
      const send = () =>
        connection.send({ from: senderAddress(server.from), to: [to] }, stream, (error) =>
          error ? reject(error) : resolve(),
        );
      const { user, password } = server;
      connection.connect((error) => {
        if (error) reject(error);
        else if (user === null) send();
        else
          connection.login({ user, pass: password ?? '' }, (refused) =>
            refused ? reject(refused) : send(),
          );
      });
    });
    connection.quit();
    return { kind: 'delivered' };
  } catch (error) {
    connection.close();
    return resultOf(error as NodemailerError, isLetGo, late.aborted);
  }
}

function resultOf(error: NodemailerError, isLetGo: boolean, isLate: boolean): SendResult {
  const { responseCode, response, code } = error;
  if (responseCode) {
    const detail = (response ?? String(responseCode)).replace(/\s+/g, ' ').slice(0, 300);
    return responseCode >= 500
      ? { kind: 'failed', failure: { kind: 'refused', detail }, isFinal: true }
      : { kind: 'failed', failure: { kind: 'deferred', detail }, isFinal: false };
  }
  if (isLetGo) return { kind: 'unanswered' };
  return isLate || code === 'ETIMEDOUT'
    ? { kind: 'failed', failure: { kind: 'timeout', detail: '' }, isFinal: false }
    : {
        kind: 'failed',
        failure: { kind: 'unreachable', detail: causeOf(error) },
        isFinal: false,
      };
}

/** The system's code where there is one; the library's own says less. */
function causeOf(error: NodemailerError): string {
  const system = /\b(E[A-Z]{4,}|EAI_AGAIN|ERR_[A-Z_]+|CERT_[A-Z_]+|[A-Z_]*SELF_SIGNED[A-Z_]*)\b/;
  return system.exec(error.message)?.[0] ?? error.code ?? 'UNKNOWN';
}
