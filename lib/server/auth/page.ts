import { headers } from 'next/headers';
import { authorise, type Capability, type Session } from './authorise';
import { sessionOf } from './session';

/** The session of the page being rendered, if it may do this. @throws AppError `not_loopback`, `forbidden` */
export async function authorisePage(capability: Capability): Promise<Session> {
  return authorise(sessionOf(await headers()), capability);
}
