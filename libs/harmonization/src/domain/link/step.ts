import { accept, refuse, type Decision } from '../decision';
import { command, edit, repair } from './commands';
import type { LinkContext, LinkEvent, LinkOutcome } from './event';
import { hear } from './hear';
import { propose } from './open';
import { audited, NOTHING, outcomeOf, settledOutcome } from './outcome';
import type { LinkCopy } from './record';
import { restored } from './restore';

/** M2: the present record, ended ones too, for ever. */
const sayAgain = <D>(copy: LinkCopy<D>): LinkOutcome<D> => outcomeOf({ before: copy, after: copy }, [], true);

/** M2: nothing has changed but the number: the peer merges the whole record as a newer one. */
const sayAnew = <D>(copy: LinkCopy<D>): LinkOutcome<D> =>
  outcomeOf({ before: copy, after: { ...copy, own: { ...copy.own, seq: copy.own.seq + 1 } } }, [
    audited('link.said-anew', copy.own.linkId, 'M2'),
  ]);

/** M2: the present record, and a request for the peer's. */
function ask<D>(copy: LinkCopy<D>): LinkOutcome<D> {
  const outcome = sayAgain(copy);
  return { ...outcome, say: outcome.say.map((message) => ({ ...message, again: true as const })) };
}

/** A fact outside the link has changed. A resyncing link looks at it after B3. */
const reconsider = <D>(copy: LinkCopy<D>, context: LinkContext<D>): LinkOutcome<D> =>
  copy.own.phase === 'RESYNC' ? NOTHING : settledOutcome({ before: copy, after: copy }, { context }, []);

type KnownLinkEvent<D> = Exclude<LinkEvent<D>, { kind: 'propose' | 'hear' }>;

function stepKnown<D>(
  copy: LinkCopy<D>,
  event: KnownLinkEvent<D>,
  context: LinkContext<D>,
): Decision<LinkOutcome<D>> {
  switch (event.kind) {
    case 'edit':
      return edit(copy, event.data);
    case 'repair':
      return repair(copy);
    case 'reconsider':
      return accept(reconsider(copy, context));
    case 'sayAgain':
      return accept(sayAgain(copy));
    case 'sayAnew':
      return accept(sayAnew(copy));
    case 'ask':
      return accept(ask(copy));
    case 'restored':
      return accept(restored(copy, context));
    default:
      return command(copy, event, context);
  }
}

/**
 * The link protocol (protocol §2): what one event makes of one side's copy of one link. Pure; the shell locks the copy,
 * gathers the context, and stores, says and audits the outcome in one transaction.
 */
export function step<D>(
  copy: LinkCopy<D> | undefined,
  event: LinkEvent<D>,
  context: LinkContext<D>,
): Decision<LinkOutcome<D>> {
  if (event.kind === 'hear') return hear(copy, event, context);
  if (event.kind === 'propose')
    return copy ? refuse('LINK_PHASE', { phase: copy.own.phase }) : propose(event, context);
  return copy ? stepKnown(copy, event, context) : refuse('NOT_FOUND');
}
