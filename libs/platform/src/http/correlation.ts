import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import { v7 as uuidv7 } from 'uuid';

export const CORRELATION_HEADER = 'x-correlation-id';

/** Letters, digits and a few marks: what can stand in a log line, a header and a database column without harm. */
const WELL_FORMED = /^[A-Za-z0-9._:-]{1,64}$/;

const current = new AsyncLocalStorage<string>();

/** The id that ties together what one request or job did; for logs and audit rows, never for a decision. */
export const correlationId = (): string | undefined => current.getStore();

/** Runs `work` under a correlation id: a job goes on under the id of the request that caused it. */
export const withCorrelationId = <T>(id: string, work: () => T): T => current.run(id, work);

/** The caller's id where it is well-formed, else a new one. */
export function correlationIdOf(headers: IncomingHttpHeaders): string {
  const given = headers[CORRELATION_HEADER];
  return typeof given === 'string' && WELL_FORMED.test(given) ? given : uuidv7();
}
