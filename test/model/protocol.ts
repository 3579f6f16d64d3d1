import type { step } from '@harmonization/domain/link/step';
import type { holdsToken } from '@harmonization/domain/link/token';
import type { LinkContext, LinkEvent, LinkOutcome } from '@harmonization/domain/link/event';
import type { LinkCopy, LinkMessage } from '@harmonization/domain/link/record';

/** Shared data in the model: the tokens of all edits it contains, sorted, e.g. `a.a1.b2`. */
export type Data = string;
export type Copy = LinkCopy<Data>;
export type Message = LinkMessage<Data>;
export type Event = LinkEvent<Data>;
export type Context = LinkContext<Data>;
export type Outcome = LinkOutcome<Data>;

/** What the model needs of the shipped protocol, or of a mutant of it. */
export interface Protocol {
  readonly step: typeof step;
  readonly holdsToken: typeof holdsToken;
}
