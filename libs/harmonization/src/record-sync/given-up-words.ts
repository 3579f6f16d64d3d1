import { Injectable } from '@nestjs/common';
import { HeldMessages, type GivenUp } from '@messaging/held/held-messages';
import type { Envelope } from '@peer-contract/envelope';
import type { Tx } from '@platform/database';
import { asSystem, AuditLog, type AuditFact } from '../audit/audit-log';
import { isUnheard, type Word } from '../domain/reconciliation/compare-copies';
import { Conversations } from './conversations';

const BY = asSystem('reconciliation');

/** A thing of which the peer, asked, has heard this word last; none where it has heard none. */
export interface HeardOf {
  readonly subject: string;
  readonly heard?: Word;
}

/**
 * GATE-3: a word that was given up after it had been tried may have been heard, so it stays said. Once the peer tells that it has not heard
 * it, it is unsaid: said again it would only be held and given up once more.
 */
@Injectable()
export class GivenUpWords {
  constructor(
    private readonly messages: HeldMessages,
    private readonly conversations: Conversations,
    private readonly audit: AuditLog,
  ) {}

  /** Answers the subjects of which nothing is to be said again. */
  async unsay(tx: Tx, kind: string, behind: readonly HeardOf[]): Promise<ReadonlySet<string>> {
    if (behind.length === 0) return new Set();
    const heard = new Map(behind.map((each) => [each.subject, each.heard]));
    const given = await this.messages.givenUp(tx, kind, [...heard.keys()]);
    const unheard = given.filter((each) => isUnheard(each, heard.get(each.given.subject)));
    for (const each of unheard) await this.takeBack(tx, each);
    return new Set(unheard.map((each) => each.given.subject));
  }

  private async takeBack(tx: Tx, { given, last }: GivenUp): Promise<void> {
    await this.conversations.unsay(tx, given, last);
    await this.audit.append(tx, [unsaid(given)]);
  }
}

const unsaid = ({ id, kind, subject, seq }: Envelope): AuditFact => ({
  ...{ by: BY, action: 'message.unsaid', subjectKind: 'message', subjectId: id, reason: 'NOT_HEARD' },
  after: { kind, about: subject, seq },
});
