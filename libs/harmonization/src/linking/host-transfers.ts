import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { asPeer, asSystem, type ActingParty } from '../audit/audit-log';
import { CaseDefinitions, type CaseDefinition } from '../casework/case-definition';
import { forPeer } from '../casework/case-votes';
import { Cases } from '../casework/cases';
import type { CaseVote, StaffCase } from '../casework/staff-case.entity';
import {
  agreedOn,
  dueVote,
  presentRound,
  transferOutcome,
  wordOfRound,
  type TransferAsk,
  type TransferOutcome,
  type TransferWord,
} from '../domain/host-transfer';
import { inBoth, type Bilingual } from '../domain/bilingual';
import type { LinkCopy } from '../domain/link/record';
import type { ProgramProfile } from '../domain/program-profile';
import { codeInWords } from '../domain/spoken-codes';
import { InjectProgram } from '../program/program';
import { Conversations } from '../record-sync/conversations';
import { LinkLedger } from './link-ledger';
import type { Link } from './link.entity';
import { copyOf, Links, type LinkChange } from './links';
import { serviceReason, type ServiceReason } from '../domain/service-reasons';

export const HOST_TRANSFER_KIND = 'host-transfer';

const CHOICES = [
  {
    code: 'MOVE',
    label: inBoth('Move the host', 'Changer d’hôte'),
    effect: inBoth(
      'Once both programs have said so, the right to edit travels to the other program. Statuses and dates stay as they are.',
      'Dès que les deux programmes se sont prononcés ainsi, le droit de modifier passe à l’autre programme. Les statuts et les dates demeurent inchangés.',
    ),
  },
  {
    code: 'STAY',
    label: inBoth('Leave the host where it is', 'Conserver l’hôte actuel'),
    effect: inBoth(
      'Once both programs have said so, the request is closed and nothing moves.',
      'Dès que les deux programmes se sont prononcés ainsi, la demande est close et rien ne change.',
    ),
  },
];

const OUTCOMES: Readonly<Record<TransferOutcome, ServiceReason>> = {
  MOVED: 'SERVICE_HOST_MOVED',
  RETURNED: 'SERVICE_HOST_RETURNED',
  LINK_ENDED: 'SERVICE_LINK_ENDED',
};

/**
 * The move of a link's host when headquarters move: asked for by the carrier or staff, voted on by one officer of each program
 * (each says its whole word; the pure rules settle), then carried out by the votes and the token of the link protocol.
 */
@Injectable()
export class HostTransfers implements OnModuleInit {
  constructor(
    private readonly links: Links,
    private readonly ledger: LinkLedger,
    private readonly cases: Cases,
    private readonly definitions: CaseDefinitions,
    private readonly conversations: Conversations,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  onModuleInit(): void {
    this.definitions.register(this.definition());
    this.ledger.follow(async (tx, _copies, _by, changes) => {
      for (const change of changes.filter(concernsMove)) await this.followLink(tx, change.after);
    });
  }

  /** A new request, or one more voice for the open one. The caller holds the account's lock and has checked the phase. */
  async ask(tx: Tx, link: Link, asked: TransferAsk, by: ActingParty): Promise<void> {
    const { own, heard } = await this.words(tx, link.linkId);
    const isOpen = (await this.cases.openCase(tx, 'HOST_TRANSFER', link.linkId)) !== null;
    const present = isOpen ? wordOfRound(own, heard) : undefined;
    if (present?.asked) return;
    const word = present ? { ...present, asked } : this.newRound(link, presentRound(own, heard) + 1, asked);
    await this.conversations.say(tx, HOST_TRANSFER_KIND, link.linkId, word);
    await this.bringCase(tx, link, by);
  }

  /** The other program has spoken of the move of this link. */
  async heard(tx: Tx, linkId: string): Promise<void> {
    const link = await this.links.find(tx, linkId);
    if (!link?.live) return;
    const { own, heard } = await this.words(tx, linkId);
    const row = await this.cases.openCase(tx, 'HOST_TRANSFER', linkId);
    if (!row && presentRound(own, heard) === own?.round) return;
    await this.bringCase(tx, link, asPeer(this.profile.peer.code));
  }

  /** One case a link, of the present round, with both sides' votes; then what follows from them. */
  private async bringCase(tx: Tx, link: Link, by: ActingParty): Promise<void> {
    const { own, heard } = await this.words(tx, link.linkId);
    const word = wordOfRound(own, heard);
    if (!word || transferOutcome(word, copy(link))) return;
    const facts = this.factsOf(link, word, { own, heard });
    const row = await this.cases.open(
      tx,
      { kind: 'HOST_TRANSFER', subjectKind: 'link', subjectId: link.linkId, facts },
      by,
    );
    const vote = (said: TransferWord | undefined): CaseVote | null =>
      said?.round === word.round && said.vote ? { ...said.vote } : null;
    await this.cases.store(tx, row, {
      facts,
      ownVote: row.ownVote && row.ownVote.id === vote(own)?.id ? row.ownVote : vote(own),
      peerVote: vote(heard),
    });
    await this.settle(tx, row, by);
  }

  private async vote(tx: Tx, row: StaffCase, vote: CaseVote, by: ActingParty): Promise<void> {
    const { own, heard } = await this.words(tx, row.subjectId);
    const word = wordOfRound(own, heard);
    if (!word) return;
    await this.conversations.say(tx, HOST_TRANSFER_KIND, row.subjectId, { ...word, vote: forPeer(vote) });
    await this.cases.store(tx, row, { ownVote: vote });
    await this.settle(tx, row, by);
  }

  /** Carries agreement, or its lack, to the link; agreement to stay closes the request at once, a move once it has happened. */
  private async settle(tx: Tx, row: StaffCase, by: ActingParty): Promise<void> {
    const link = await this.links.find(tx, row.subjectId);
    if (!link) return;
    const { own, heard } = await this.words(tx, link.linkId);
    const agreed = agreedOn(own, heard);
    if ((row.facts.agreed ?? null) !== (agreed ?? null))
      await this.cases.store(tx, row, { facts: { ...row.facts, agreed } });
    if (agreed === 'STAY')
      await this.close(tx, row, 'STAY', serviceReason('SERVICE_SAID_ALIKE', bothReasons(row)), by);
    const due = dueVote(agreed, copy(link));
    if (due && link.epoch === row.facts.epoch) await this.ledger.command(tx, link.linkId, { kind: due }, by);
  }

  private async followLink(tx: Tx, after: LinkCopy<unknown>): Promise<void> {
    const { linkId } = after.own;
    const row = await this.cases.openCase(tx, 'HOST_TRANSFER', linkId);
    if (!row) return;
    const by = asSystem('host-transfers');
    const outcome = transferOutcome(row.facts as unknown as TransferWord, after);
    if (!outcome) return this.settle(tx, row, by);
    const choice = outcome === 'MOVED' ? 'MOVE' : outcome;
    await this.close(tx, row, choice, serviceReason(OUTCOMES[outcome], bothReasons(row)), by);
  }

  private async close(
    tx: Tx,
    row: StaffCase,
    choice: string,
    reason: string,
    by: ActingParty,
  ): Promise<void> {
    await this.cases.resolve(tx, row, { choice, reason, resolvedBy: 'both programs' }, by);
  }

  private newRound({ copy: { own, mirror } }: Link, round: number, asked: TransferAsk): TransferWord {
    return { round, epoch: own.epoch, refused: Math.max(own.refused, mirror?.refused ?? 0), asked };
  }

  private factsOf(
    { host, localAccountNumber, peerAccountNumber }: Link,
    { round, epoch, refused }: TransferWord,
    { own, heard }: Words,
  ): Record<string, unknown> {
    const { code, peer } = this.profile;
    const asked = [
      { program: code, word: own },
      { program: peer.code, word: heard },
    ].flatMap(({ program, word }) =>
      word?.round === round && word.asked ? [{ program, ...word.asked }] : [],
    );
    const to = host === code ? peer.code : code;
    return { accountNumber: localAccountNumber, peerAccountNumber, host, to, asked, round, epoch, refused };
  }

  private async words(tx: Tx, linkId: string): Promise<Words> {
    return {
      own: await this.conversations.said<TransferWord>(tx, HOST_TRANSFER_KIND, linkId),
      heard: await this.conversations.heard<TransferWord>(tx, HOST_TRANSFER_KIND, linkId),
    };
  }

  private definition(): CaseDefinition {
    return {
      kind: 'HOST_TRANSFER',
      dueDays: 10,
      needsBoth: true,
      why: ({ host, to, asked }) => {
        const named = (program: unknown): Bilingual => codeInWords(this.profile, String(program));
        const reasons = (language: 'en' | 'fr', colon: string): string =>
          (asked as { program: string; reason: string }[])
            .map(({ program, reason }) => `${named(program)[language]}${colon} ${reason}`)
            .join(' · ');
        return inBoth(
          `The host of this link is to move from ${named(host).en} to ${named(to).en}. ${reasons('en', ':')}`,
          `L’hôte de ce lien doit passer du programme ${named(host).fr} au programme ${named(to).fr}. ${reasons('fr', ' :')}`,
        );
      },
      choices: () => CHOICES,
      vote: (tx, row, vote, by) => this.vote(tx, row, vote, by),
    };
  }
}

interface Words {
  readonly own?: TransferWord;
  readonly heard?: TransferWord;
}

const copy = (link: Link): LinkCopy<unknown> => copyOf({ copy: link.copy }, undefined as never);

/** Only a turn of the link can decide a request or let a vote through that had to wait; edits cannot. */
const concernsMove = ({ before, after }: LinkChange): boolean =>
  before !== undefined &&
  (before.own.phase !== after.own.phase ||
    before.own.epoch !== after.own.epoch ||
    before.own.refused !== after.own.refused ||
    before.mirror?.refused !== after.mirror?.refused ||
    before.mirror?.phase !== after.mirror?.phase);

const bothReasons = ({ ownVote, peerVote }: StaffCase): string =>
  [ownVote, peerVote]
    .flatMap((vote) => (vote?.noteForPeer ? [`${vote.office}: ${vote.noteForPeer}`] : []))
    .sort()
    .join(' · ');
