import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What a mail server says: it takes the message, refuses with an SMTP status, or never answers. */
type Answer = 'take' | 'silence' | { readonly status: number; readonly text: string };

export interface MailBox {
  readonly port: number;
  /** What it took, or would have taken had it answered. */
  readonly mails: ParsedMail[];
  readonly close: () => Promise<void>;
}

interface MailBoxOptions {
  /** When a recipient is named, before anything of the message is there. */
  readonly onRecipient?: (address: string, count: number) => Answer;
  /** When the message is there. */
  readonly onMessage?: (mail: ParsedMail, count: number) => Answer;
  readonly login?: { readonly user: string; readonly password: string };
}

const errorOf = ({ status, text }: Exclude<Answer, string>) =>
  Object.assign(new Error(text), { responseCode: status });

/** A mail server on this machine that keeps what it is sent. */
export async function startMailServer(options: MailBoxOptions = {}): Promise<MailBox> {
  const { onRecipient = () => 'take', onMessage = () => 'take', login } = options;
  const mails: ParsedMail[] = [];
  let recipients = 0;
  const server = new SMTPServer({
    // Without a certificate of its own it could only offer one that nobody trusts.
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    authOptional: login === undefined,
    onAuth: ({ username, password }, _session, done) =>
      username === login?.user && password === login?.password
        ? done(null, { user: username })
        : done(errorOf({ status: 535, text: 'Wrong user or password' })),
    onRcptTo: ({ address }, _session, done) => {
      recipients += 1;
      const answer = onRecipient(address, recipients);
      if (answer === 'take') done();
      else if (answer !== 'silence') done(errorOf(answer));
    },
    onData: async (stream, _session, done) => {
      const mail = await simpleParser(stream).catch(() => undefined);
      if (!mail) return; // the sender broke off
      mails.push(mail);
      const answer = onMessage(mail, mails.length);
      if (answer === 'take') done();
      else if (answer !== 'silence') done(errorOf(answer));
    },
  });
  // Whoever is killed while sending breaks the connection; the server lives on.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    close: () =>
      new Promise((resolve) => {
        for (const connection of server.connections) connection.close();
        server.close(() => resolve());
      }),
  };
}
