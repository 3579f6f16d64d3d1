import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@platform/clock';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { Idempotency } from '@platform/idempotency/idempotency';
import type { GivenAnswer } from '@platform/idempotency/idempotent-request';
import { ProblemError } from '@platform/problem/problem-error';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log';
import { found } from '../refusal/found';
import { RunImports } from './run-imports.job';
import { Imports, type ReceivedImport } from './imports';
import { EncodingFinder, type Encoding } from './text-encoding';

/** Bytes of the largest file: a million members and more. */
export const LARGEST_FILE = 512 * 1024 * 1024;
/** Bytes of one piece of the file, in memory and in the database. */
const PIECE = 512 * 1024;

export const fileTooLarge = (): ProblemError =>
  new ProblemError({
    code: 'BODY_TOO_LARGE',
    status: 413,
    title: { en: 'The file is too large', fr: 'Le fichier est trop volumineux' },
    facts: { limitBytes: LARGEST_FILE },
    headers: { connection: 'close' },
  });

export interface ImportUpload {
  readonly key: string;
  readonly dryRun: boolean;
  readonly fileName: string | null;
  /** The encoding that the sender names; found out otherwise. */
  readonly encoding?: Encoding;
  readonly body: AsyncIterable<Buffer>;
}

/** Pieces of one size, of a body that comes in whatever portions the line makes. */
async function* piecesOf(body: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let [size, all] = [0, 0];
  for await (const portion of body) {
    all += portion.length;
    if (all > limit) throw fileTooLarge();
    kept.push(portion);
    size += portion.length;
    if (size < PIECE) continue;
    yield Buffer.concat(kept);
    [kept, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(kept);
}

/**
 * Headquarters sends a file of existing members. It is kept in pieces as it comes, so that no size of file fills the memory, and
 * read by a job afterwards. The same key and file again give the first answer.
 */
@Injectable()
export class ReceiveImport {
  constructor(
    private readonly db: Database,
    private readonly imports: Imports,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly job: RunImports,
  ) {}

  async execute(caller: Caller, upload: ImportUpload): Promise<GivenAnswer<ReceivedImport>> {
    const id = uuidv7();
    const { dryRun, fileName } = upload;
    await this.imports.begin({ id, dryRun, fileName, by: caller.subject, at: this.clock.now() });
    try {
      const file = await this.keep(id, upload);
      const answer = await this.accept(caller, id, upload, file);
      if (answer.replayed) await this.imports.drop(id);
      else this.job.wake();
      return answer;
    } catch (error) {
      await this.imports.drop(id);
      throw error;
    }
  }

  private async keep(
    id: string,
    { body, encoding }: ImportUpload,
  ): Promise<{ bytes: number; sha256: string; encoding: Encoding }> {
    const hash = createHash('sha256');
    const finder = new EncodingFinder();
    let [n, bytes] = [0, 0];
    for await (const piece of piecesOf(body, LARGEST_FILE)) {
      hash.update(piece);
      finder.see(piece);
      bytes += piece.length;
      await this.imports.addPiece(id, n++, piece);
    }
    return { bytes, sha256: hash.digest('hex'), encoding: encoding ?? finder.encoding() };
  }

  private async accept(
    caller: Caller,
    id: string,
    { key, dryRun, fileName }: ImportUpload,
    file: { bytes: number; sha256: string; encoding: Encoding },
  ): Promise<GivenAnswer<ReceivedImport>> {
    const body = { sha256: file.sha256, dryRun, encoding: file.encoding };
    const request = { caller: caller.subject, route: 'POST /v1/staff/imports', key, body };
    return this.db.transaction((tx) =>
      this.idempotency.once(tx, request, async () => {
        await this.imports.ready(tx, id, file);
        const by = { actor: caller.subject, role: 'HQ' };
        const after = { fileName, dryRun, ...file };
        await this.audit.append(tx, [
          { by, action: 'import.received', subjectKind: 'import', subjectId: id, after },
        ]);
        const view = found(await this.imports.find(id));
        return {
          status: 202,
          body: { ...view, ...file, state: 'READY' as const },
          location: `/v1/staff/imports/${id}`,
        };
      }),
    );
  }
}
