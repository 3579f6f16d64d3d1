import { randomUUID } from 'node:crypto';
import type { Answer, Session } from '@testing/people/session';

export const PDF = 'application/pdf';

/** The smallest thing that is a PDF, with words of its own. */
export const aPdf = (words: string): Buffer<ArrayBuffer> => Buffer.from(`%PDF-1.4\n% ${words}\n%%EOF\n`);

export interface UploadOf {
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly type?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Uploads to an account's documents; a small PDF unless told otherwise. */
export const upload = (session: Session, accountNumber: string, of?: UploadOf): Promise<Answer> =>
  uploadTo(session, `/v1/accounts/${accountNumber}/documents`, of);

/** Puts evidence into a draft. */
export const attach = (session: Session, applicationId: string, of?: UploadOf): Promise<Answer> =>
  uploadTo(session, `/v1/applications/${applicationId}/documents`, of);

const uploadTo = (
  session: Session,
  path: string,
  { body = aPdf('plan'), type = PDF, query = {}, headers = {} }: UploadOf = {},
): Promise<Answer> =>
  session.call('POST', `${path}?${new URLSearchParams({ name: 'plan.pdf', ...query }).toString()}`, {
    body,
    headers: { 'content-type': type, 'idempotency-key': randomUUID(), ...headers },
  });
