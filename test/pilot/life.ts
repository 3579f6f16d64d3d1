import { isDeepStrictEqual } from 'node:util';
import type { CarrierDocument } from '../data/carriers';
import { until } from './api';
import type { AccountView, LinkView } from './carrier';
import { play, type Played, type Tell } from './flows';
import { announceVisit, recognize, setStatus, staffAccount, visit, voteOnTransfer } from './officer';
import type { Program, World } from './world';

/** One step of a link's life, as both services tell it afterwards. */
export interface LifeStep {
  name: string;
  linkStateBoth: Record<string, string>;
  statusBoth: Record<string, string>;
  epoch: number;
  ok: boolean;
  problem?: string;
}

export interface Life {
  host: string;
  steps: LifeStep[];
  ok: boolean;
}

/** What both services say of the link and of its accounts. */
interface Seen {
  readonly links: Record<string, LinkView>;
  readonly accounts: Record<string, AccountView>;
}

interface Step {
  readonly name: string;
  act(played: Played, world: World, tell: Tell): Promise<unknown>;
  /** What both sides must show for the step to be done. */
  holds(seen: Seen, played: Played): boolean;
}

async function see({ carrier, linkId, numbers, host, client }: Played): Promise<Seen> {
  const both = [host, client];
  const links = await Promise.all(both.map((at) => carrier.link(at, linkId)));
  const accounts = await Promise.all(both.map((at) => staffAccount(at, numbers[at.code]!)));
  const byCode = <T>(values: readonly T[]): Record<string, T> =>
    Object.fromEntries(both.map(({ code }, place) => [code, values[place]!]));
  return { links: byCode(links), accounts: byCode(accounts) };
}

const every = ({ links }: Seen, test: (link: LinkView) => boolean): boolean =>
  Object.values(links).every(test);

const isActiveAt =
  (epoch: number, host: (played: Played) => Program, isPaused = false) =>
  (seen: Seen, played: Played): boolean =>
    every(
      seen,
      (link) =>
        link.phase === 'ACTIVE' &&
        link.epoch === epoch &&
        link.host === host(played).code &&
        link.paused === isPaused,
    );

const isFull = ({ accounts }: Seen, { host, client }: Played): boolean =>
  [host, client].every(({ code, finalStatus }) => accounts[code]!.status === finalStatus);

const hostOf = ({ host }: Played): Program => host;
const clientOf = ({ client }: Played): Program => client;
const allFull =
  (holds: Step['holds']): Step['holds'] =>
  (seen, played) =>
    holds(seen, played) && isFull(seen, played);

const EDIT = { tradeName: 'Renamed In The Course Of Its Life' };
const EDIT_AFTER_MOVE = { tradeName: 'Renamed By Its New Host' };

const hasValue = ({ accounts }: Seen, value: Record<string, unknown>): boolean =>
  Object.values(accounts).every(({ shared }) =>
    Object.entries(value).every(([field, wanted]) => isDeepStrictEqual(shared[field], wanted)),
  );

/** The host visits anew, the client recognizes: one validation for both. */
async function validateAgain({ host, client, numbers }: Played, world: World, tell: Tell): Promise<void> {
  const validation = await announceVisit(world, host, numbers[host.code]!, 'REVALIDATION');
  const before = await world.today();
  tell(`notice period: ${before} → ${await world.advanceDays(32)}`);
  await visit(host, validation);
  await recognize(client, numbers[client.code]!, validation);
}

const askTransfer = async ({ client, host, linkId }: Played): Promise<void> => {
  await client.officer.post(`/v1/staff/links/${linkId}/transfer`, { reason: 'The headquarters have moved.' });
  for (const at of [host, client]) await voteOnTransfer(at, linkId);
};

const STEPS: readonly Step[] = [
  { name: 'link', act: async () => {}, holds: allFull(isActiveAt(1, hostOf)) },
  {
    name: 'edit',
    act: ({ carrier, host, numbers }) => carrier.edit(host, numbers[host.code]!, EDIT),
    holds: (seen, played) => isActiveAt(1, hostOf)(seen, played) && hasValue(seen, EDIT),
  },
  { name: 'validation', act: validateAgain, holds: allFull(isActiveAt(1, hostOf)) },
  {
    name: 'suspension',
    act: ({ client, numbers }) => setStatus(client, numbers[client.code]!, 'SUSPENDED', 'INCIDENT'),
    holds: (seen, played) =>
      isActiveAt(1, hostOf, true)(seen, played) &&
      seen.accounts[played.client.code]!.status === 'SUSPENDED' &&
      seen.accounts[played.host.code]!.status === played.host.finalStatus,
  },
  {
    name: 'reinstatement',
    act: ({ client, numbers }) => setStatus(client, numbers[client.code]!, 'PRIOR'),
    holds: allFull(isActiveAt(1, hostOf)),
  },
  { name: 'host transfer', act: askTransfer, holds: allFull(isActiveAt(2, clientOf)) },
  {
    name: 'edit at the new host',
    act: ({ carrier, client, numbers }) => carrier.edit(client, numbers[client.code]!, EDIT_AFTER_MOVE),
    holds: (seen, played) => isActiveAt(2, clientOf)(seen, played) && hasValue(seen, EDIT_AFTER_MOVE),
  },
  {
    name: 'delink',
    act: ({ carrier, host, linkId }) => carrier.at(host).post(`/v1/links/${linkId}/delink`),
    holds: (seen, played) =>
      isFull(seen, played) &&
      every(seen, ({ phase }) => phase === 'ENDED') &&
      Object.values(seen.accounts).every(
        ({ recordRole, editable }) => recordRole === 'STANDALONE' && editable,
      ),
  },
];

const stateOf = ({ phase, paused, live }: LinkView): string => (live && paused ? `${phase} (paused)` : phase);

const told = (name: string, { links, accounts }: Seen): Omit<LifeStep, 'ok'> => ({
  name,
  linkStateBoth: Object.fromEntries(Object.entries(links).map(([code, link]) => [code, stateOf(link)])),
  statusBoth: Object.fromEntries(Object.entries(accounts).map(([code, { status }]) => [code, status])),
  epoch: Math.max(...Object.values(links).map(({ epoch }) => epoch)),
});

async function take(step: Step, played: Played, world: World, tell: Tell): Promise<LifeStep> {
  try {
    await step.act(played, world, tell);
    const holds = (seen: Seen): boolean => step.holds(seen, played);
    const seen = await until(`${step.name} of link ${played.linkId}`, () => see(played), holds);
    return { ...told(step.name, seen), ok: true };
  } catch (error) {
    return { ...told(step.name, await see(played)), ok: false, problem: (error as Error).message };
  }
}

/** One link's whole life: made, edited, validated, suspended and reinstated, moved to the other host, and ended. */
export async function live(world: World, document: CarrierDocument, tell: Tell): Promise<Life> {
  const host = world.ofCountry(document.hostCountry).code;
  try {
    const played = await play(world, document, tell);
    const steps: LifeStep[] = [];
    for (const step of STEPS) {
      const taken = await take(step, played, world, tell);
      steps.push(taken);
      tell(`${taken.name}: ${taken.ok ? 'done' : `FAILED: ${taken.problem}`}`);
      if (!taken.ok) break;
    }
    return { host, steps, ok: steps.length === STEPS.length && steps.every(({ ok }) => ok) };
  } catch (error) {
    tell(`FAILED: ${(error as Error).message}`);
    return { host, steps: [], ok: false };
  }
}
