import { createHash, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Session } from '@testing/people/session';
import type { Side } from '../side';
import type { World } from '../world';

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

/** Puts a small PDF of these words into the account, shared with the other program. */
export async function share(session: Session, accountNumber: string, words: string): Promise<any> {
  const answer = await upload(session, accountNumber, {
    body: aPdf(words),
    query: { visibility: 'SHARED', criterion: '4.1' },
  });
  expect([answer.status, answer.body.code]).toEqual([201, undefined]);
  return answer.body;
}

/** The document as staff of a side read it. */
export const staffDocument = async (
  world: World,
  side: Side,
  accountNumber: string,
  id: string,
): Promise<any> =>
  (await world.officer(side).get(`/v1/staff/accounts/${accountNumber}/documents/${id}`)).body;

/** Where a side's bytes lie. */
export const documentFolderOf = ({ settings }: Side): string =>
  join(tmpdir(), 'harmonization-test-documents', new URL(settings.database.url).pathname.slice(1));

/** The store of a side loses the small PDF of these words. */
export function loseBytes(side: Side, words: string): void {
  const sha256 = createHash('sha256').update(aPdf(words)).digest('hex');
  rmSync(join(documentFolderOf(side), sha256.slice(0, 2), sha256));
}
