import { isDeepStrictEqual } from 'node:util';
import { ApiError, until } from './api';
import type { AccountView, LinkView } from './carrier';
import type { Played } from './flows';
import { staffAccount } from './officer';
import type { Program } from './world';

/** What both APIs say at the end of a flow. */
export interface FlowResult {
  flow: string;
  scenario: number;
  host: string;
  accounts: Record<string, string>;
  statuses: Record<string, string>;
  link: Record<string, string>;
  editsSynced: number;
  clientEditRefused: boolean;
  sharedEqual: boolean;
  milliseconds: number;
  ok: boolean;
  problems: string[];
}

const copiesOf = async ({ carrier, linkId, host, client }: Played): Promise<[LinkView, LinkView]> =>
  Promise.all([
    carrier.link(host, linkId),
    carrier.link(client, linkId).catch(() => ({ phase: 'UNKNOWN' }) as LinkView),
  ]);

/** Waits until both copies are active and in step, then makes an edit at the host and one at the client. */
export async function examine(played: Played): Promise<Omit<FlowResult, 'flow' | 'milliseconds'>> {
  const { carrier, host, client, numbers, linkId } = played;
  await until(
    `both copies of link ${linkId} to be active`,
    () => copiesOf(played),
    (copies) =>
      copies.every(({ phase }) => phase === 'ACTIVE') && copies[0].dataVersion === copies[1].dataVersion,
  );
  const editsSynced = await editAtHost(played);
  const clientEditRefused = await isRefusedAtClient(played);
  const [atHost, atClient] = await Promise.all([
    staffAccount(host, numbers[host.code]!),
    staffAccount(client, numbers[client.code]!),
  ]);
  const sharedEqual = isDeepStrictEqual(atHost.shared, atClient.shared);
  const [hostCopy, clientCopy] = await copiesOf(played);
  const { scenario } = await carrier.until(
    played.entry,
    played.application.id,
    'its scenario',
    (view) => view.scenario !== undefined,
  );
  const found = {
    scenario: scenario!,
    host: hostCopy.host,
    accounts: numbers,
    statuses: { [host.code]: atHost.status, [client.code]: atClient.status },
    link: { [host.code]: hostCopy.phase, [client.code]: clientCopy.phase },
    editsSynced,
    clientEditRefused,
    sharedEqual,
  };
  const problems = problemsOf(found, played);
  return { ...found, ok: problems.length === 0, problems };
}

async function editAtHost({ carrier, host, client, numbers }: Played): Promise<number> {
  const change = carrier.document.hostEdit as Record<string, unknown>;
  await carrier.edit(host, numbers[host.code]!, change);
  const shows = (account: AccountView): boolean =>
    Object.entries(change).every(([field, value]) => isDeepStrictEqual(account.shared[field], value));
  await until(`the host's edit at ${client.code}`, () => staffAccount(client, numbers[client.code]!), shows);
  return 1;
}

async function isRefusedAtClient({ carrier, host, client, numbers }: Played): Promise<boolean> {
  try {
    await carrier.editUnread(client, numbers[client.code]!, { phone: '+18005550199' });
    return false;
  } catch (error) {
    return (
      error instanceof ApiError &&
      error.problem.code === 'HOSTED_ELSEWHERE' &&
      error.problem.host === host.code
    );
  }
}

function problemsOf(
  found: Pick<FlowResult, 'host' | 'statuses' | 'link' | 'editsSynced' | 'clientEditRefused' | 'sharedEqual'>,
  { host, client }: Played,
): string[] {
  const statusProblem = (program: Program): string[] =>
    found.statuses[program.code] === program.finalStatus
      ? []
      : [`${program.code} is ${found.statuses[program.code]}, not ${program.finalStatus}`];
  return [
    ...statusProblem(host),
    ...statusProblem(client),
    ...(found.host === host.code ? [] : [`hosted by ${found.host}, not ${host.code}`]),
    ...[host, client]
      .filter(({ code }) => found.link[code] !== 'ACTIVE')
      .map(({ code }) => `the link at ${code} is ${found.link[code]}`),
    ...(found.sharedEqual ? [] : ['shared data differ']),
    ...(found.editsSynced === 1 ? [] : ['the edit at the host did not arrive']),
    ...(found.clientEditRefused ? [] : ['the edit at the client was not refused']),
  ];
}
