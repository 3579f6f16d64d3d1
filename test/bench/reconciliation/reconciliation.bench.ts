import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from '../bench';
import { atMost, printed, type Figure } from '../figure';
import type { BenchService } from '../place/bench-service';
import { Place, type Say } from '../place/place';
import { cpuSecondsBelow } from './cpu-seconds';
import { bytesOfOneLink, changeByHand, seedLinks } from './seed-links';

/** So many links in all, one after the other, that the growth shows; the last has the goals. */
const SIZES = (process.env.BENCH_LINKS ?? '10000,100000,1000000').split(',').map(Number);
const DIFFERENCES = 100;
const GOAL_SECONDS = 10;
const GOAL_BYTES = 1_000_000;
const DEADLINE_MS = 300_000;

/** Both services with their databases, and who listens. */
interface Bed {
  readonly place: Place;
  readonly host: BenchService;
  readonly say: Say;
}

interface Run {
  readonly seconds: number;
  readonly bytes: number;
  readonly found: number;
  readonly cpuSeconds: number;
}

const worked = (): number => cpuSecondsBelow(process.pid) ?? Number.NaN;

const headers = (token: string, key?: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  ...(key ? { 'idempotency-key': key, 'content-type': 'application/json' } : {}),
});

/** One reconciliation by the public API, from the request to both signatures. */
async function reconcile({ place, host, say }: Bed, key: string): Promise<Run> {
  const token = await place.token('officer@ctpat');
  const address = `${host.url}/v1/staff/reconciliations`;
  const [since, workedBefore] = [performance.now(), worked()];
  const started = await fetch(address, { method: 'POST', headers: headers(token, key), body: '{}' });
  if (started.status !== 202) throw new Error(`It did not start: ${await started.text()}`);
  const { id } = (await started.json()) as { id: string };
  for (const deadline = Date.now() + DEADLINE_MS; Date.now() < deadline; await delay(20)) {
    const run: any = await (await fetch(`${address}/${id}`, { headers: headers(token) })).json();
    if (run.state === 'FAILED') throw new Error(`It failed: ${run.failure}`);
    if (run.state !== 'SIGNED') continue;
    const seconds = (performance.now() - since) / 1_000;
    const found = run.result.differences.length as number;
    say(`${key}: ${seconds.toFixed(2)} s, ${JSON.stringify(run.result.milliseconds)}`);
    return { seconds, bytes: run.result.bytesExchanged, found, cpuSeconds: worked() - workedBefore };
  }
  throw new Error('It was not over in time');
}

/** Differences are written by hand and all found; then there are none left. */
async function measured(bed: Bed, links: number): Promise<Run> {
  await changeByHand(bed.place, links, 0);
  const run = await reconcile(bed, `bench-${links}-1`);
  if (run.found !== DIFFERENCES) throw new Error(`${run.found} of ${DIFFERENCES} differences were found`);
  await untilRepaired(bed.place);
  const again = await reconcile(bed, `bench-${links}-2`);
  if (again.found !== 0) throw new Error(`${again.found} differences were left after the repair`);
  return run;
}

async function untilRepaired(place: Place): Promise<void> {
  const left = (): Promise<number> =>
    place.asOwner('ctpat', async (client) => {
      const { rows } = await client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM outbox WHERE state = 'PENDING'`,
      );
      return rows[0]!.n;
    });
  for (const deadline = Date.now() + DEADLINE_MS; (await left()) > 0; await delay(50))
    if (Date.now() > deadline) throw new Error('The repairs did not arrive');
}

function figuresOf(links: number, { seconds, bytes, cpuSeconds }: Run): Figure[] {
  const name = `reconcile ${links.toLocaleString('en-US')} links with ${DIFFERENCES} differences`;
  const isGoal = links === 1_000_000;
  return [
    isGoal ? atMost(name, seconds, 's', GOAL_SECONDS) : printed(name, seconds, 's'),
    isGoal
      ? atMost(`${name}: exchanged`, bytes, 'bytes', GOAL_BYTES)
      : printed(`${name}: exchanged`, bytes, 'bytes'),
    printed(`${name}: CPU of both services and both databases`, cpuSeconds, 's'),
  ];
}

async function measureAll(place: Place, say: Say): Promise<Figure[]> {
  await place.start('pip');
  const host = await place.start('ctpat');
  const figures: Figure[] = [];
  let seeded = 0;
  for (const links of SIZES) {
    const since = Date.now();
    await seedLinks(place, seeded + 1, links);
    const { rows, shared } = await bytesOfOneLink(place);
    say(
      `${links} links seeded (${((Date.now() - since) / 1000).toFixed(0)} s): ${rows} bytes of link and account a side, shared data ${shared} bytes`,
    );
    seeded = links;
    figures.push(...figuresOf(links, await measured({ place, host, say }, links)));
  }
  return figures;
}

export const benchReconciliation: Bench = ({ say, profile }) =>
  Place.with(say, profile, (place) => measureAll(place, say));
