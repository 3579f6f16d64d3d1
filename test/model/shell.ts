import type { Context, Event, Message, Outcome, Protocol } from './protocol';
import { otherOf, PROGRAMS, type Side, type SideName } from './state';

export interface Stepped {
  readonly side: Side;
  readonly outcome: Outcome;
  readonly say: readonly Message[];
}

const NOON = '2026-01-01T12:00:00Z';

function contextOf(name: SideName, side: Side, linkId: string, account: string): Context {
  const conflicts = Object.values(side.copies).filter(
    ({ own }) => own.phase !== 'ENDED' && own.linkId !== linkId,
  );
  return {
    self: PROGRAMS[name],
    peer: PROGRAMS[otherOf(name)],
    now: NOON,
    incarnation: side.incarnation,
    conflicts,
    headquarters: side.headquarters ?? 'VERIFIED',
    data: side.accounts[account] ?? '',
  };
}

const accountOf = (side: Side, linkId: string, event: Event): string => {
  if (event.kind === 'propose') return event.accountNumber;
  if (event.kind === 'hear') return event.record.peerAccountNumber;
  return side.copies[linkId]?.own.accountNumber ?? '';
};

/** Stores an outcome as a service does: copies, and what is to be done to accounts. */
function stored(side: Side, outcome: Outcome): Side {
  if (outcome.copies.length === 0 && outcome.restoredTo === undefined) return side;
  const copies = { ...side.copies };
  for (const copy of outcome.copies) copies[copy.own.linkId] = copy;
  const effects = outcome.accounts.filter(({ data }) => data !== undefined);
  const accounts = effects.length === 0 ? side.accounts : { ...side.accounts };
  for (const { accountNumber, data } of effects)
    (accounts as Record<string, string>)[accountNumber] = data ?? '';
  return { ...side, copies, accounts, incarnation: outcome.restoredTo ?? side.incarnation };
}

/** B1 by the peer's word concerns every live link of the side. */
function restoreOthers(protocol: Protocol, name: SideName, stepped: Stepped, linkId: string): Stepped {
  if (stepped.outcome.restoredTo === undefined) return stepped;
  const others = Object.keys(stepped.side.copies).filter((id) => id !== linkId);
  return others.reduce(
    (done, id) => also(done, perform(protocol, name, done.side, { linkId: id, event: { kind: 'restored' } })),
    stepped,
  );
}

const also = (done: Stepped, next: Stepped | undefined): Stepped =>
  next ? { ...next, outcome: done.outcome, say: [...done.say, ...next.say] } : done;

/** One event at one link of a side. */
interface Occasion {
  readonly linkId: string;
  readonly event: Event;
}

/** One transaction of a service; undefined where the protocol refuses the event. */
export function perform(
  protocol: Protocol,
  name: SideName,
  side: Side,
  { linkId, event }: Occasion,
): Stepped | undefined {
  const context = contextOf(name, side, linkId, accountOf(side, linkId, event));
  const decision = protocol.step(side.copies[linkId], event, context);
  if (!decision.ok) return undefined;
  const outcome = decision.value;
  return restoreOthers(protocol, name, { side: stored(side, outcome), outcome, say: outcome.say }, linkId);
}
