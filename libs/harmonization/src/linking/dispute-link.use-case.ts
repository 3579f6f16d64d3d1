import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database, type Tx } from '@platform/database';
import type { ActingParty } from '../audit/audit-log';
import { CaseDefinitions, type CaseDefinition } from '../casework/case-definition';
import { Cases } from '../casework/cases';
import type { CaseResolution, StaffCase } from '../casework/staff-case.entity';
import { inBoth } from '../domain/bilingual';
import { Notices } from '../notice/notices';
import { LinkLedger } from './link-ledger';
import { ReadLinks } from './read-links';

const CHOICES = [
  {
    code: 'UPHELD',
    label: inBoth('Not the same company', 'Pas la même entreprise'),
    effect: inBoth(
      'The link ends, if it has not. Whichever program took the other’s data deletes them and has its own former values again; neither sees anything of the other.',
      'Le lien prend fin, si ce n’est déjà fait. Tout programme qui a reçu les renseignements de l’autre les supprime et retrouve ses anciens renseignements; aucun des deux ne voit rien de l’autre.',
    ),
  },
  {
    code: 'REJECTED',
    label: inBoth('The same company', 'La même entreprise'),
    effect: inBoth(
      'The link goes on, and what was hidden shows again. If it has ended, nothing changes.',
      'Le lien se poursuit, et ce qui était caché réapparaît. S’il a pris fin, rien ne change.',
    ),
  },
];

/**
 * DISP-1: "not my company": an officer of the carrier disputes a link. It is paused in the same transaction, both sides hide the
 * other company, and staff here decide: upheld it ends without a replica, rejected it goes on. A link that ends meanwhile leaves the
 * case open (DISP-3): whose data its accounts keep is still to be decided.
 */
@Injectable()
export class DisputeLink implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly ledger: LinkLedger,
    private readonly read: ReadLinks,
    private readonly cases: Cases,
    private readonly notices: Notices,
    private readonly definitions: CaseDefinitions,
  ) {}

  onModuleInit(): void {
    this.definitions.register(this.definition());
  }

  /** Disputed twice it stays disputed once. Refuses: LINK_ENDED, NOT_ALLOWED, NOT_FOUND. */
  async execute(caller: Caller, linkId: string, reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await this.read.requireOwnAsOfficer(tx, caller, linkId);
      const by = { actor: caller.subject, role: caller.roles[0] ?? 'CARRIER', reason };
      const { own } = await this.ledger.command(tx, linkId, { kind: 'pause', reason: 'DISPUTED' }, by);
      if (await this.cases.openCase(tx, 'LINK_DISPUTE', linkId)) return;
      const { accountNumber, peerAccountNumber, host, phase } = own;
      const facts = { accountNumber, peerAccountNumber, host, phase, reason };
      await this.cases.open(tx, { kind: 'LINK_DISPUTE', subjectKind: 'link', subjectId: linkId, facts }, by);
      await this.tell(tx, accountNumber, linkId);
    });
  }

  private async tell(tx: Tx, accountNumber: string, linkId: string): Promise<void> {
    await this.notices.write(tx, {
      kind: 'LINK_DISPUTED',
      accountNumber,
      facts: { linkId },
      text: inBoth(
        'You have said that a linked company is not yours. Nothing is shared until an officer has decided.',
        'Vous avez indiqué qu’une entreprise liée n’est pas la vôtre. Rien n’est communiqué avant la décision d’un agent.',
      ),
    });
  }

  private async carryOut(
    tx: Tx,
    { subjectId }: StaffCase,
    { choice, reason }: CaseResolution,
    by: ActingParty,
  ): Promise<void> {
    const acting = { ...by, reason };
    if (choice === 'UPHELD')
      await this.ledger.command(tx, subjectId, { kind: 'delink', reason: 'DISPUTE_UPHELD' }, acting);
    else if ((await this.ledger.phaseOf(tx, subjectId)) !== 'ENDED')
      await this.ledger.command(tx, subjectId, { kind: 'resume', reason: 'DISPUTED' }, acting);
  }

  private definition(): CaseDefinition {
    return {
      kind: 'LINK_DISPUTE',
      dueDays: 10,
      needsBoth: false,
      why: ({ accountNumber, peerAccountNumber, reason }) =>
        inBoth(
          `The carrier of account ${accountNumber} says that ${peerAccountNumber} is not its company: ${reason}`,
          `Le transporteur du compte ${accountNumber} déclare que le compte ${peerAccountNumber} n’est pas celui de son entreprise : ${reason}`,
        ),
      choices: () => CHOICES,
      carryOut: (tx, row, resolution, by) => this.carryOut(tx, row, resolution, by),
    };
  }
}
