import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { LinkLedger } from './link-ledger';
import { ReadLinks } from './read-links';

/** E1: the carrier, or either program, asks for the end of a link by choice; who holds the right to edit ends it. */
@Injectable()
export class EndLink {
  constructor(
    private readonly db: Database,
    private readonly ledger: LinkLedger,
    private readonly read: ReadLinks,
  ) {}

  /** By a company officer of the account. Refuses: LINK_ENDED, NOT_ALLOWED, NOT_FOUND. */
  async execute(caller: Caller, linkId: string, reason?: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.read.requireOwnAsOfficer(tx, caller, linkId);
      const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER', reason };
      await this.ledger.command(tx, linkId, { kind: 'delink', reason: 'CHOICE' }, by);
    });
  }

  /** By an officer of this program, with a reason. Refuses: LINK_ENDED, NOT_FOUND. */
  async byStaff(officer: Caller, linkId: string, reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const by = { actor: officer.subject, role: officer.roles[0] ?? 'OFFICER', reason };
      await this.ledger.command(tx, linkId, { kind: 'delink', reason: 'CHOICE' }, by);
    });
  }
}
