import type { Flow } from '@harmonization/domain/link/record';
import { calmly } from './calm';
import * as command from './commands';
import type { Proposal } from './commands';
import type { Protocol } from './protocol';
import { START, type SideName, type State } from './state';
import type { Command, World } from './world';

const { both, propose } = command;

const pair = (flow: Flow): Proposal => ({ linkId: 'L1', accounts: ['a1', 'b1'], flow, host: 0 });

/** Everything that can be done to one link. */
const wholeLife = (flow: Flow, proposer: SideName): Command[] => [
  propose(proposer, pair(flow)),
  ...both((side) => command.approve(side)),
  ...both((side) => command.deny(side)),
  ...both((side) => command.withdraw(side)),
  ...both((side) => command.rehost(side)),
  ...boundLife(2),
];

/** Everything that can be done to an active link. */
const boundLife = (edits: number): Command[] => [
  ...both((side) => command.edit(side, edits)),
  ...both((side) => command.vote(side)),
  ...both((side) => command.unvote(side)),
  ...both((side) => command.pause(side)),
  ...both((side) => command.resume(side)),
  ...both((side) => command.delink(side)),
  ...both((side) => command.expire(side)),
];

/** One pair from nothing to its end. The host proposes; in scenario 4 the side at which the code was redeemed. */
const life = (flow: Flow, proposer: SideName, budget: number): World => ({
  name: `life-${flow.toLowerCase()}`,
  start: START,
  commands: wholeLife(flow, proposer),
  budget,
});

const agreed = (flow: Flow): Command[] => [propose(0, pair(flow)), command.approve(0), command.approve(1)];

const active = (protocol: Protocol, flow: Flow): State => calmly(protocol, agreed(flow));

const transfers = (protocol: Protocol, budget: number): World => ({
  name: 'transfers',
  start: active(protocol, 'KEEP'),
  commands: boundLife(2),
  budget,
});

/** Old letters stay, too: that they have no effect is assumed in the other worlds and shown here. */
const oldLetters = (protocol: Protocol, budget: number): World => ({
  ...transfers(protocol, budget),
  name: 'old-letters',
  keepsDeadLetters: true,
});

/** Host changes there and back, agreed and called off, and nothing else. */
const votes = (protocol: Protocol, budget: number): World => ({
  name: 'votes',
  start: active(protocol, 'KEEP'),
  commands: [...both((side) => command.vote(side)), ...both((side) => command.unvote(side))],
  budget,
});

/** "Not my company": disputed, then upheld or rejected, before and after a host change. */
const dispute = (protocol: Protocol, budget: number): World => ({
  name: 'dispute',
  start: active(protocol, 'BOTH'),
  commands: [
    ...both((side) => command.pause(side, 'L1', 'DISPUTED')),
    ...both((side) => command.resume(side, 'L1', 'DISPUTED')),
    ...both((side) => command.uphold(side)),
    ...both((side) => command.delink(side)),
    ...both((side) => command.edit(side, 1)),
    ...both((side) => command.vote(side)),
  ],
  budget,
});

const unverified: State = {
  ...START,
  sides: [
    { ...START.sides[0], headquarters: 'PENDING' },
    { ...START.sides[1], headquarters: 'PENDING' },
  ],
};

const headquarters = (budget: number): World => ({
  name: 'headquarters',
  start: unverified,
  commands: [
    propose(0, pair('KEEP')),
    ...both((side) => command.approve(side)),
    ...both((side) => command.verify(side, 'VERIFIED')),
    ...both((side) => command.verify(side, 'FAILED')),
    ...both((side) => command.delink(side)),
  ],
  budget,
});

/** What decides or ends a link that is not active yet; an expiry and an override do what a withdrawal does. */
const opening = (linkId: string): Command[] => [
  ...both((side) => command.approve(side, linkId)),
  ...both((side) => command.withdraw(side, linkId)),
];

const denials = (linkId: string): Command[] => both((side) => command.deny(side, linkId));
const delinks = (linkId: string): Command[] => both((side) => command.delink(side, linkId));

/** Both sides propose a link for the same pair at once. */
const crossing = (budget: number): World => ({
  name: 'crossing',
  start: START,
  commands: [
    propose(0, { linkId: 'L1', accounts: ['a1', 'b1'], flow: 'KEEP', host: 0 }),
    propose(1, { linkId: 'L2', accounts: ['a1', 'b1'], flow: 'KEEP', host: 0 }),
    ...opening('L1'),
    ...opening('L2'),
    ...denials('L1'),
    ...denials('L2'),
  ],
  budget,
  crossing: ['L1', 'L2'],
});

/** Two proposals that share one account only, from opposite sides. */
const overlap = (budget: number): World => ({
  name: 'overlap',
  start: START,
  commands: [
    propose(0, { linkId: 'L1', accounts: ['a1', 'b1'], flow: 'KEEP', host: 0 }),
    propose(1, { linkId: 'L2', accounts: ['a2', 'b1'], flow: 'KEEP', host: 1 }),
    ...opening('L1'),
    ...opening('L2'),
    ...delinks('L1'),
    ...delinks('L2'),
  ],
  budget,
  crossing: ['L1', 'L2'],
});

/** Three proposals in a chain over two accounts a side: each shares an account with the next. */
const chain = (budget: number): World => ({
  name: 'chain',
  start: START,
  commands: [
    propose(0, { linkId: 'L1', accounts: ['a1', 'b1'], flow: 'KEEP', host: 0 }),
    propose(1, { linkId: 'L2', accounts: ['a2', 'b1'], flow: 'KEEP', host: 1 }),
    propose(0, { linkId: 'L3', accounts: ['a2', 'b2'], flow: 'KEEP', host: 0 }),
    ...both((side) => command.withdraw(side, 'L1')),
    ...both((side) => command.withdraw(side, 'L2')),
    ...both((side) => command.withdraw(side, 'L3')),
  ],
  budget,
});

/** The same pair is linked anew while the old link's words are still on their way. */
const relink = (protocol: Protocol, budget: number): World => ({
  name: 'relink',
  start: active(protocol, 'KEEP'),
  commands: [
    ...both((side) => command.delink(side)),
    ...both((side) => command.edit(side, 2)),
    ...both((side) => command.pause(side)),
    propose(0, { ...pair('MOVE'), linkId: 'L2' }),
    propose(1, { ...pair('MOVE'), linkId: 'L3' }),
    ...both((side) => command.approve(side, 'L2')),
    ...both((side) => command.approve(side, 'L3')),
    ...both((side) => command.edit(side, 2, 'L2')),
    command.delink(0, 'L2'),
    command.expire(1, 'L3'),
  ],
  budget,
});

const SIDES = ['host', 'client'] as const;

/** One side is put back to any earlier moment of an active link, with data, votes and a suspension. */
const restoreActive = (protocol: Protocol, side: SideName, budget: number): World => ({
  name: `restore-${SIDES[side]}`,
  start: active(protocol, 'KEEP'),
  commands: [
    ...both((to) => command.edit(to, 2)),
    ...both((to) => command.vote(to)),
    ...both((to) => command.pause(to)),
    ...both((to) => command.resume(to)),
    ...both((to) => command.delink(to)),
  ],
  budget,
  restores: side,
});

/** One side is put back to a moment before or while the link opened. */
const restoreOpening = (flow: Flow, side: SideName, budget: number): World => ({
  name: `restore-${SIDES[side]}-opening-${flow.toLowerCase()}`,
  start: START,
  commands: [
    propose(0, pair(flow)),
    ...both((to) => command.approve(to)),
    ...both((to) => command.edit(to, 1)),
    ...both((to) => command.pause(to)),
    ...both((to) => command.withdraw(to)),
    ...both((to) => command.delink(to)),
  ],
  budget,
  restores: side,
});

/** A side that has forgotten a link proposes another for the same pair. */
const restoreCrossing = (side: SideName, budget: number): World => ({
  name: `restore-${SIDES[side]}-crossing`,
  start: START,
  commands: [
    propose(0, { linkId: 'L1', accounts: ['a1', 'b1'], flow: 'KEEP', host: 0 }),
    propose(1, { linkId: 'L2', accounts: ['a1', 'b1'], flow: 'KEEP', host: 0 }),
    propose(side, { linkId: 'L0', accounts: ['a1', 'b1'], flow: 'KEEP', host: 0 }),
    propose(side, { linkId: 'L3', accounts: ['a1', 'b1'], flow: 'KEEP', host: 0 }),
    command.approve(0, 'L1'),
    command.approve(1, 'L1'),
    command.withdraw(0, 'L1'),
  ],
  budget,
  restores: side,
  crossing: ['L0', 'L1', 'L2', 'L3'],
});

/** How many commands each kind of world may spend. */
export interface Budgets {
  readonly life: number;
  readonly transfers: number;
  readonly oldLetters: number;
  readonly crossing: number;
  readonly chain: number;
  readonly relink: number;
  readonly restore: number;
  readonly restoreCrossing: number;
}

export const FULL: Budgets = {
  life: 8,
  transfers: 6,
  oldLetters: 4,
  crossing: Infinity,
  chain: Infinity,
  relink: 6,
  restore: 4,
  restoreCrossing: 3,
};
export const SMALL: Budgets = {
  life: 4,
  transfers: 3,
  oldLetters: 2,
  crossing: 3,
  chain: 3,
  relink: 3,
  restore: 2,
  restoreCrossing: 2,
};

type Build = (protocol: Protocol, budgets: Budgets) => World;

/** The worlds of protocol §4, by name. */
export const WORLDS: Readonly<Record<string, Build>> = {
  'life-keep': (_, { life: most }) => life('KEEP', 0, most),
  'life-move': (_, { life: most }) => life('MOVE', 0, most),
  'life-both': (_, { life: most }) => life('BOTH', 1, most),
  headquarters: (_, { life: most }) => headquarters(most),
  votes: (protocol, budgets) => votes(protocol, budgets.life),
  transfers: (protocol, budgets) => transfers(protocol, budgets.transfers),
  'old-letters': (protocol, budgets) => oldLetters(protocol, budgets.oldLetters),
  dispute: (protocol, budgets) => dispute(protocol, budgets.transfers),
  crossing: (_, budgets) => crossing(budgets.crossing),
  overlap: (_, budgets) => overlap(budgets.crossing),
  chain: (_, budgets) => chain(budgets.chain),
  relink: (protocol, budgets) => relink(protocol, budgets.relink),
  'restore-host': (protocol, { restore }) => restoreActive(protocol, 0, restore),
  'restore-client': (protocol, { restore }) => restoreActive(protocol, 1, restore),
  'restore-host-opening-keep': (_, { restore }) => restoreOpening('KEEP', 0, restore),
  'restore-client-opening-keep': (_, { restore }) => restoreOpening('KEEP', 1, restore),
  'restore-host-opening-move': (_, { restore }) => restoreOpening('MOVE', 0, restore),
  'restore-client-opening-move': (_, { restore }) => restoreOpening('MOVE', 1, restore),
  'restore-host-crossing': (_, budgets) => restoreCrossing(0, budgets.restoreCrossing),
  'restore-client-crossing': (_, budgets) => restoreCrossing(1, budgets.restoreCrossing),
};

export function worldNamed(name: string, protocol: Protocol, budgets: Budgets): World {
  const build = WORLDS[name];
  if (!build) throw new Error(`no world is named "${name}"; there are ${Object.keys(WORLDS).join(', ')}`);
  return build(protocol, budgets);
}
