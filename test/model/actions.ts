import { perform, type Stepped } from './shell';
import type { Copy, Event, Outcome, Protocol } from './protocol';
import { posted, withoutDeadLetters } from './network';
import { afterCommand, afterHearing, afterRestore } from './ghost';
import {
  linkIds,
  otherOf,
  PROGRAMS,
  withSide,
  type Letter,
  type Side,
  type SideName,
  type State,
} from './state';
import type { World } from './world';

/** One possible next thing: its label for traces, and what it makes of the state. */
export interface Action {
  readonly label: string;
  readonly side: SideName;
  readonly linkId: string;
  readonly kind: 'command' | 'deliver' | 'say' | 'backup' | 'restore';
  readonly event?: Event;
  /** What this side's verification of the headquarters comes to, just before the event. */
  readonly headquarters?: 'VERIFIED' | 'FAILED';
}

export interface Transition {
  readonly action: Action;
  readonly before: State;
  readonly after: State;
  readonly outcome?: Outcome;
}

const commandsOf = (state: State, world: World): Action[] =>
  state.spent >= world.budget
    ? []
    : world.commands.flatMap((command) => {
        const event = command.event(state);
        return event ? [{ ...command, kind: 'command' as const, event }] : [];
      });

const labelOf = ({ from, message: { record, data } }: Letter): string =>
  `${PROGRAMS[otherOf(from)]} hears ${record.linkId} ${record.phase} #${record.seq}${data === undefined ? '' : ` with ${data} v${record.dataVersion}`}`;

const deliveries = new WeakMap<Letter, Action>();

/** A letter can be delivered at any time; the action is the same each time. */
function deliveryOf(letter: Letter): Action {
  const known = deliveries.get(letter);
  if (known) return known;
  const { from, message } = letter;
  const event = { kind: 'hear', ...message } as const;
  const { linkId } = message.record;
  const action: Action = { label: labelOf(letter), side: otherOf(from), linkId, kind: 'deliver', event };
  deliveries.set(letter, action);
  return action;
}

const wordsOf = (state: State): Action[] =>
  linkIds(state).flatMap((linkId) =>
    ([0, 1] as const)
      .filter((side) => state.sides[side].copies[linkId])
      .map((side): Action => ({
        label: `${PROGRAMS[side]} says ${linkId} again`,
        side,
        linkId,
        kind: 'say',
        event: { kind: 'sayAgain' },
      })),
  );

function restoresOf(state: State, world: World): Action[] {
  const side = world.restores;
  if (side === undefined || state.ghost.restored) return [];
  const hasBackup = state.sides[side].backup !== undefined;
  const kind = hasBackup ? 'restore' : 'backup';
  return [{ label: `${PROGRAMS[side]}: ${kind}`, side, linkId: '', kind }];
}

export const actionsOf = (state: State, world: World): Action[] => [
  ...state.network.map(deliveryOf),
  ...wordsOf(state),
  ...restoresOf(state, world),
  ...commandsOf(state, world),
];

const backedUp = (state: State, side: SideName): State =>
  withSide(state, side, { ...state.sides[side], backup: state.sides[side] });

/** B1: the backup is put back and every live copy resyncs. */
function putBack(protocol: Protocol, state: State, side: SideName): State {
  const { backup } = state.sides[side];
  if (!backup) return state;
  const incarnation = state.sides[side].incarnation + 1;
  let restored = withSide(state, side, { ...backup, incarnation });
  for (const linkId of Object.keys(backup.copies)) {
    const stepped = perform(protocol, side, restored.sides[side], { linkId, event: { kind: 'restored' } });
    if (stepped) restored = posted(withSide(restored, side, stepped.side), side, stepped.say);
  }
  return afterRestore(state, restored, side);
}

const informed = (side: Side, { headquarters }: Action): Side =>
  headquarters ? { ...side, headquarters } : side;
const replaced = (state: State, side: SideName, to: Side): State =>
  state.sides[side] === to ? state : withSide(state, side, to);
const spending = (state: State): State => ({ ...state, spent: state.spent + 1 });

/** What a copy says depends on nothing else, so it is worked out once. */
const words = new WeakMap<Protocol, WeakMap<Copy, Stepped | undefined>>();

function wordOf(protocol: Protocol, state: State, side: SideName, linkId: string): Stepped | undefined {
  const copy = state.sides[side].copies[linkId];
  if (!copy) return undefined;
  const known = words.get(protocol) ?? new WeakMap<Copy, Stepped | undefined>();
  words.set(protocol, known);
  if (!known.has(copy))
    known.set(copy, perform(protocol, side, state.sides[side], { linkId, event: { kind: 'sayAgain' } }));
  return known.get(copy);
}

/** Saying again: the copy stays, and there is a new letter unless the same one is on its way. */
function sayAgain(protocol: Protocol, state: State, action: Action): Transition | undefined {
  const word = wordOf(protocol, state, action.side, action.linkId);
  if (!word) return undefined;
  const after = posted(state, action.side, word.say);
  return after === state ? undefined : { action, before: state, after, outcome: word.outcome };
}

const isSame = (before: State, after: State): boolean =>
  before.network === after.network &&
  before.ghost === after.ghost &&
  before.sides[0] === after.sides[0] &&
  before.sides[1] === after.sides[1];

/** Does one action; undefined where it is refused. Where it changes nothing, `after` is the same state. */
export function act(protocol: Protocol, state: State, action: Action, world: World): Transition | undefined {
  const { side, linkId, kind, event } = action;
  if (kind === 'backup') return { action, before: state, after: backedUp(state, side) };
  if (kind === 'restore') return { action, before: state, after: putBack(protocol, state, side) };
  if (kind === 'say') {
    const said = sayAgain(protocol, state, action);
    return said && { ...said, after: withoutDeadLetters(said.after, world) };
  }
  if (!event) return undefined;
  const stepped = perform(protocol, side, informed(state.sides[side], action), { linkId, event });
  if (!stepped) return undefined;
  const moved = posted(replaced(state, side, stepped.side), side, stepped.say);
  const remembered =
    kind === 'command' ? spending(afterCommand(state, moved, action)) : afterHearing(state, moved, action);
  const after = isSame(state, remembered) ? state : withoutDeadLetters(remembered, world);
  return { action, before: state, after, outcome: stepped.outcome };
}
