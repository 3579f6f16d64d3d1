import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { AccountStanding } from '../account/account-standing';
import { Accounts } from '../account/accounts';
import { AuditLog, type ActingParty } from '../audit/audit-log';
import { CaseDefinitions, type CaseDefinition } from '../casework/case-definition';
import { Cases } from '../casework/cases';
import { inBoth } from '../domain/bilingual';
import type { LinkCopy } from '../domain/link/record';
import { needsSeparation } from '../domain/separation';
import type { ProgramProfile } from '../domain/program-profile';
import { codeInWords } from '../domain/spoken-codes';
import { Notices } from '../notice/notices';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { LinkLedger } from './link-ledger';

/**
 * Removed or cancelled in the host (domain §9): the link has ended, and the client's account stands on its last replica, read-only
 * until this program's staff have looked at it. Nothing else happens to it: its status is its own program's.
 */
@Injectable()
export class Separations implements OnModuleInit {
  constructor(
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    private readonly ledger: LinkLedger,
    private readonly cases: Cases,
    private readonly definitions: CaseDefinitions,
    private readonly notices: Notices,
    private readonly audit: AuditLog,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.definitions.register(this.definition());
    this.ledger.follow(async (tx, _copies, by, changes) => {
      for (const { before, after } of changes) if (before) await this.followOne(tx, before, after, by);
    });
  }

  private async followOne(
    tx: Tx,
    before: LinkCopy<unknown>,
    after: LinkCopy<unknown>,
    by: ActingParty,
  ): Promise<void> {
    if (before.own.phase === 'ENDED' || after.own.phase !== 'ENDED') return;
    const account = found(await this.accounts.find(tx, after.own.accountNumber));
    if (needsSeparation(after, this.standing.wireStatus(account))) await this.begin(tx, after, by);
  }

  private async begin(tx: Tx, { own, peer }: LinkCopy<unknown>, by: ActingParty): Promise<void> {
    const { accountNumber, peerAccountNumber, linkId } = own;
    await this.accounts.storeSeparation(tx, accountNumber, true);
    await this.note(tx, accountNumber, { by, action: 'account.separation-begun', after: { linkId } });
    const facts = { linkId, accountNumber, peerAccountNumber, formerHost: peer };
    await this.cases.open(
      tx,
      { kind: 'SEPARATION', subjectKind: 'account', subjectId: accountNumber, facts },
      by,
    );
    const { name } = this.profile.peer;
    await this.notices.write(tx, {
      kind: 'SEPARATION_PENDING',
      accountNumber,
      facts: { linkId },
      text: inBoth(
        `${name.en}, which hosted your accounts, has ended your membership there. Your account ${accountNumber} keeps its status and its last data; it can be read, and edited again once an officer here has confirmed it.`,
        `Le programme ${name.fr}, qui gérait vos comptes, y a mis fin à votre adhésion. Votre compte ${accountNumber} conserve ici son statut et ses dernières données; il peut être consulté, et modifié de nouveau après confirmation d’un agent.`,
      ),
    });
  }

  private async confirm(tx: Tx, accountNumber: string, by: ActingParty): Promise<void> {
    await this.accounts.lock(tx, accountNumber);
    await this.accounts.storeSeparation(tx, accountNumber, false);
    await this.note(tx, accountNumber, { by, action: 'account.separated' });
    await this.notices.write(tx, {
      kind: 'SEPARATED',
      accountNumber,
      text: inBoth(
        `Your account ${accountNumber} now stands alone: you edit it here.`,
        `Votre compte ${accountNumber} est maintenant autonome : vous le modifiez ici.`,
      ),
    });
  }

  private async note(
    tx: Tx,
    subjectId: string,
    fact: { by: ActingParty; action: string; after?: object },
  ): Promise<void> {
    await this.audit.append(tx, [{ ...fact, subjectKind: 'account', subjectId }]);
  }

  private definition(): CaseDefinition {
    return {
      kind: 'SEPARATION',
      dueDays: 15,
      needsBoth: false,
      why: ({ formerHost, accountNumber }) => {
        const { en, fr } = codeInWords(this.profile, String(formerHost));
        return inBoth(
          `${en}, which hosted account ${accountNumber}, has ended its own account of this carrier. The link has ended; ours is read-only until you confirm it.`,
          `Le programme ${fr}, qui gérait le compte ${accountNumber}, a mis fin à son propre compte de ce transporteur. Le lien a pris fin; le nôtre est en lecture seule jusqu’à votre confirmation.`,
        );
      },
      choices: () => [
        {
          code: 'STANDALONE',
          label: inBoth('Let it stand alone', 'Le rendre autonome'),
          effect: inBoth(
            'The account stands alone on its last data, and its carrier edits it here. Its status does not change.',
            'Le compte devient autonome avec ses dernières données, et son transporteur le modifie ici. Son statut ne change pas.',
          ),
        },
      ],
      carryOut: async (tx, { subjectId }, { reason }, by) => this.confirm(tx, subjectId, { ...by, reason }),
    };
  }
}
