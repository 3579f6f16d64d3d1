import { act } from './actions';
import type { Protocol } from './protocol';
import { otherOf, START, type State } from './state';
import type { Command, World } from './world';

const CALM: World = { name: 'calm', start: START, commands: [], budget: Infinity };

/** Carries commands out one by one, each heard before the next: a calm way to where a world begins. */
export function calmly(protocol: Protocol, commands: readonly Command[]): State {
  const end = commands.reduce(
    (state, command) => heard(protocol, commanded(protocol, state, command)),
    START,
  );
  return { ...end, spent: 0 };
}

function commanded(protocol: Protocol, state: State, command: Command): State {
  const event = command.event(state);
  const transition = event && act(protocol, state, { ...command, kind: 'command', event }, CALM);
  if (!transition) throw new Error(`the calm start cannot do "${command.label}"`);
  return transition.after;
}

/** Delivers every letter in the order in which it was said, until all have been heard. */
function heard(protocol: Protocol, state: State): State {
  const [letter] = state.network;
  if (!letter) return state;
  const { from, message } = letter;
  const event = { kind: 'hear', ...message } as const;
  const action = {
    label: '',
    side: otherOf(from),
    linkId: message.record.linkId,
    kind: 'deliver',
    event,
  } as const;
  const rest = { ...state, network: state.network.slice(1) };
  return heard(protocol, act(protocol, rest, action, CALM)?.after ?? rest);
}
