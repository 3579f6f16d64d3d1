import type { Bench } from '../bench';
import { atLeast, atMost, printed, type Figure } from '../figure';
import { LoadProcess } from '../load/load-process';
import type { BenchService } from '../place/bench-service';
import { cloneCarrier } from '../place/clone-carriers';
import { Place, type Say } from '../place/place';
import { playOneFlow } from '../place/play-one-flow';
import { inTurn, type TurnsResult } from '../turns';
import { BacklogRun } from './backlog-run';
import { memoryDuring, type MemoryOfRun } from './memory';

const MESSAGES = 20_000;
const WARM_UP = 2_000;
/** More connections do not make the yardstick faster on two cores. */
const REFERENCE = { connections: 8, seconds: 240 };
const GOAL = 1;
/** What a heap of this size moves between two collections of garbage; a queue held in memory would be 80 MB a run. */
const GOAL_GROWTH_MB = 40;

type Memory = Record<'host' | 'client', MemoryOfRun[]>;

/** One run of ours, with the memory of both services written down. */
async function watched(
  services: Record<'host' | 'client', BenchService>,
  memory: Memory,
  run: () => Promise<number>,
): Promise<number> {
  let rate = Number.NaN;
  const host = memoryDuring(services.host, async () => {
    const client = memoryDuring(services.client, async () => (rate = await run()));
    memory.client.push(await client);
  });
  memory.host.push(await host);
  return rate;
}

/** The first whole run, after the one that warms up, takes what a run needs; the later ones need no more. */
function memoryFigures(side: string, runs: readonly MemoryOfRun[]): Figure[] {
  const [first, second, last] = [runs[0]!, runs[1]!, runs.at(-1)!];
  return [
    printed(`memory of the ${side}: before the first backlog`, first.before, 'MB'),
    printed(`memory of the ${side}: highest`, Math.max(...runs.map(({ peak }) => peak)), 'MB'),
    printed(`memory of the ${side}: after the last backlog`, last.after, 'MB'),
    atMost(
      `memory of the ${side}: growth of the peak over ${runs.length - 2} further backlogs`,
      last.peak - second.peak,
      'MB',
      GOAL_GROWTH_MB,
    ),
  ];
}

const rateFigures = ({ ratio, ours, reference }: TurnsResult): Figure[] => [
  atLeast(`backlog of ${MESSAGES} messages: ratio to one SQL transaction a message`, ratio, 'ratio', GOAL),
  printed('backlog: ours', ours, '/s'),
  printed('backlog: SQL reference', reference, '/s'),
];

async function measure(place: Place, load: LoadProcess, say: Say): Promise<Figure[]> {
  const services = { client: await place.start('pip'), host: await place.start('ctpat') };
  const run = new BacklogRun(place, services.host, MESSAGES + 1);
  const memory: Memory = { host: [], client: [] };
  const { url: databaseUrl } = place.around.databases.pip;
  const found = await inTurn(
    {
      ours: (isWarmUp) => watched(services, memory, () => run.deliver(isWarmUp ? WARM_UP : MESSAGES)),
      reference: async (isWarmUp) => {
        const turns = isWarmUp ? WARM_UP : MESSAGES;
        const rate = await load.rateOf({
          kind: 'apply-sql',
          databaseUrl,
          phone: run.nextPhone(),
          turns,
          ...REFERENCE,
        });
        await run.tidy();
        return rate;
      },
    },
    say,
  );
  return [
    ...rateFigures(found),
    ...memoryFigures('host', memory.host),
    ...memoryFigures('client', memory.client),
  ];
}

export const benchBacklog: Bench = ({ say, profile }) =>
  Place.with(say, profile, async (place) => {
    await cloneCarrier(place, await playOneFlow(place, say), MESSAGES + 1, say);
    return LoadProcess.with((load) => measure(place, load, say));
  });
