import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { Accounts } from '../account/accounts';
import { asSystem, AuditLog } from '../audit/audit-log';
import type { Identifiers, SharedData } from '../domain/shared-data';
import { UpheldDisputes } from './upheld-disputes';

const KEEP = `
  INSERT INTO adopted_identifier (link_id, name, sha256) SELECT $1, name, sha256 FROM jsonb_to_recordset($2) AS t(name text, sha256 text)
  ON CONFLICT (link_id, name) DO UPDATE SET sha256 = excluded.sha256`;

interface Adopted {
  readonly name: string;
  readonly sha256: string;
}

/** The table of identifiers that a host's account has taken over from the client's (MAP-3): their names, and hashes of their values. */
@Injectable()
export class AdoptedIdentifiers implements OnModuleInit {
  constructor(
    private readonly accounts: Accounts,
    private readonly disputes: UpheldDisputes,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.disputes.follow((tx, { linkId, accountNumber, phase }) =>
      phase === 'ENDED' ? this.giveUp(tx, linkId, accountNumber) : Promise.resolve(),
    );
  }

  async keep(tx: Tx, linkId: string, before: Identifiers, after: Identifiers): Promise<void> {
    const known = new Set(Object.keys(before));
    const added = Object.entries(after).filter(([name]) => !known.has(name));
    await tx.query(KEEP, [
      linkId,
      JSON.stringify(added.map(([name, value]) => ({ name, sha256: hashOf(value) }))),
    ]);
  }

  /** DISP-3: they were another company's. One that the carrier has given another value since is its own. */
  private async giveUp(tx: Tx, linkId: string, accountNumber: string): Promise<void> {
    const [adopted]: [Adopted[], number] = await tx.query(
      'DELETE FROM adopted_identifier WHERE link_id = $1 RETURNING name, sha256',
      [linkId],
    );
    const account = adopted.length > 0 ? await this.accounts.lock(tx, accountNumber) : null;
    if (!account) return;
    await this.accounts.storeShared(tx, account, without(account.shared, adopted));
    const names = Object.fromEntries(adopted.map(({ name }) => [name, null]));
    const subject = { subjectKind: 'account' as const, subjectId: accountNumber, reason: 'DISPUTE_UPHELD' };
    const change = { before: { identifiers: names }, after: { identifiers: {} } };
    await this.audit.append(tx, [
      { by: asSystem('disputes'), action: 'account.changed', ...subject, ...change },
    ]);
  }
}

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const without = (shared: SharedData, adopted: readonly Adopted[]): SharedData => ({
  ...shared,
  identifiers: Object.fromEntries(
    Object.entries(shared.identifiers).filter(
      ([name, value]) => !adopted.some((each) => each.name === name && each.sha256 === hashOf(value)),
    ),
  ),
});
