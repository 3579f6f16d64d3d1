import type { LinkContext, LinkEvent, LinkOutcome, ProposeLink } from './event';
import type { Flow, LinkCopy, LinkMessage } from './record';
import { step } from './step';

export type SideName = 'A' | 'B';
export type Letter = { readonly to: SideName; readonly message: LinkMessage<string> };

const other = (side: SideName): SideName => (side === 'A' ? 'B' : 'A');

/** Two services that step the protocol, and the letters between them, which a test delivers, loses or repeats. */
export class TwoSides {
  readonly copies: Record<SideName, Map<string, LinkCopy<string>>> = { A: new Map(), B: new Map() };
  readonly data: Record<SideName, string> = { A: 'data of A', B: 'data of B' };
  readonly incarnations: Record<SideName, number> = { A: 0, B: 0 };
  headquarters: LinkContext<string>['headquarters'] = 'VERIFIED';
  letters: Letter[] = [];

  copy(side: SideName, linkId = 'L1'): LinkCopy<string> {
    const copy = this.copies[side].get(linkId);
    if (!copy) throw new Error(`${side} does not know ${linkId}`);
    return copy;
  }

  /** Both own phases, A's first; `-` where a side does not know the link. */
  phases(linkId = 'L1'): string {
    return (['A', 'B'] as const).map((side) => this.copies[side].get(linkId)?.own.phase ?? '-').join(' ');
  }

  /** Carries an event out; a refusal is the test's mistake. */
  do(side: SideName, event: LinkEvent<string>, linkId = 'L1'): LinkOutcome<string> {
    const decision = this.decide(side, event, linkId);
    if (!decision.ok) throw new Error(`${side} refuses ${event.kind}: ${decision.refusal.code}`);
    this.store(side, decision.value);
    return decision.value;
  }

  /** Why an event is refused, with its facts. */
  refusal(side: SideName, event: LinkEvent<string>, linkId = 'L1'): unknown {
    const decision = this.decide(side, event, linkId);
    return decision.ok ? undefined : decision.refusal;
  }

  /** Delivers what was said, and what that makes the sides say, until all is quiet. */
  deliver(): this {
    for (let letter = this.letters.shift(); letter; letter = this.letters.shift()) this.hear(letter);
    return this;
  }

  /** Everything under way is lost. */
  lose(): Letter[] {
    const lost = this.letters;
    this.letters = [];
    return lost;
  }

  hear({ to, message }: Letter): LinkOutcome<string> {
    return this.do(to, { kind: 'hear', ...message }, message.record.linkId);
  }

  /** B1: what a side was at an earlier moment is put back, and all its live links resync. */
  putBack(side: SideName, backup: { copies: Map<string, LinkCopy<string>>; data: string }): this {
    this.copies[side] = new Map(backup.copies);
    this.data[side] = backup.data;
    this.incarnations[side] += 1;
    for (const linkId of backup.copies.keys()) this.do(side, { kind: 'restored' }, linkId);
    return this;
  }

  backup(side: SideName): { copies: Map<string, LinkCopy<string>>; data: string } {
    return { copies: new Map(this.copies[side]), data: this.data[side] };
  }

  private decide(side: SideName, event: LinkEvent<string>, linkId: string) {
    return step(this.copies[side].get(linkId), event, {
      self: side,
      peer: other(side),
      now: '2026-01-05T12:00:00Z',
      incarnation: this.incarnations[side],
      conflicts: [...this.copies[side].values()],
      headquarters: this.headquarters,
      data: this.data[side],
    });
  }

  private store(side: SideName, outcome: LinkOutcome<string>): void {
    for (const copy of outcome.copies) this.copies[side].set(copy.own.linkId, copy);
    for (const { data } of outcome.accounts) if (data !== undefined) this.data[side] = data;
    if (outcome.restoredTo !== undefined) this.incarnations[side] = outcome.restoredTo;
    this.letters.push(...outcome.say.map((message) => ({ to: other(side), message })));
  }
}

export const proposal = (facts: Partial<ProposeLink> = {}): ProposeLink => ({
  kind: 'propose',
  linkId: 'L1',
  accountNumber: 'a1',
  peerAccountNumber: 'b1',
  applicationId: 'application-1',
  flow: 'KEEP',
  host: 'A',
  ...facts,
});

export const APPROVE = { kind: 'decide', decision: 'APPROVE' } as const;
export const DENY = { kind: 'decide', decision: 'DENY' } as const;
export const PAUSE = { kind: 'pause', reason: 'SUSPENDED' } as const;
export const RESUME = { kind: 'resume', reason: 'SUSPENDED' } as const;
export const DELINK = { kind: 'delink', reason: 'CHOICE' } as const;
export const VOTE = { kind: 'vote' } as const;
export const edit = (data: string) => ({ kind: 'edit', data }) as const;

/** Both sides hold a link that waits for the two decisions; A is the designated host and proposed it. */
export function pending(flow: Flow = 'KEEP'): TwoSides {
  const sides = new TwoSides();
  sides.do('A', proposal({ flow }));
  return sides.deliver();
}

/** The client B has handed over, and A has not heard of it: the letter is the only one under way. */
export function handedOver(flow: Flow = 'KEEP'): TwoSides {
  const sides = pending(flow);
  sides.do('A', APPROVE);
  sides.deliver();
  sides.do('B', APPROVE);
  return sides;
}

/** An active link, A its host. */
export const active = (flow: Flow = 'KEEP'): TwoSides => handedOver(flow).deliver();

/** Both have voted; A, the host, has given its right to edit away and B has not heard of it. */
export function transferOffered(flow: Flow = 'KEEP'): TwoSides {
  const sides = active(flow);
  sides.do('A', VOTE);
  sides.deliver();
  sides.do('B', VOTE);
  const [vote] = sides.lose();
  if (vote) sides.hear(vote);
  return sides;
}
