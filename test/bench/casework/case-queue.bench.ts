import type { Bench } from '../bench';
import { atMost, printed, type Figure } from '../figure';
import { Place, type Say } from '../place/place';
import { median, PAIRS } from '../turns';
import { fillQueue } from './fill-queue';

const FEW = 1_000;
const MANY = 100_000;
const GOAL = 3;
const READS = 40;

interface Queue {
  readonly url: string;
  readonly token: string;
}

/** Milliseconds from the request to the whole answer: the median of a run. */
async function readFirstPages({ url, token }: Queue, query: string): Promise<number> {
  const samples: number[] = [];
  for (let read = 0; read < READS; read++) {
    const since = performance.now();
    const answer = await fetch(`${url}/v1/staff/cases${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = (await answer.json()) as { items: unknown[] };
    if (items.length !== 25) throw new Error(`The first page has ${items.length} cases`);
    samples.push(performance.now() - since);
  }
  return median(samples);
}

/** Runs in turn over the long and the short queue; the first of each warms up. */
async function compare(long: Queue, short: Queue, query: string, say: Say) {
  const pairs: { long: number; short: number }[] = [];
  for (let pair = 0; pair <= PAIRS; pair++) {
    const measured = { long: await readFirstPages(long, query), short: await readFirstPages(short, query) };
    if (pair === 0) continue;
    pairs.push(measured);
    say(
      `pair ${pair}: ${MANY} cases ${measured.long.toFixed(2)} ms, ${FEW} cases ${measured.short.toFixed(2)} ms`,
    );
  }
  return {
    long: median(pairs.map((pair) => pair.long)),
    short: median(pairs.map((pair) => pair.short)),
    ratio: median(pairs.map((pair) => pair.long / pair.short)),
  };
}

async function figures(long: Queue, short: Queue, say: Say): Promise<Figure[]> {
  const whole = await compare(long, short, '', say);
  const narrowed = await compare(long, short, '?kind=DUPLICATE&assignee=none', say);
  return [
    atMost('case queue, first page: time at 100,000 open cases to time at 1,000', whole.ratio, 'ratio', GOAL),
    printed('case queue, first page at 100,000 open cases', whole.long, 'ms'),
    printed('case queue, first page at 1,000 open cases', whole.short, 'ms'),
    printed(
      'case queue, narrowed to a kind and to what is unclaimed: the same ratio',
      narrowed.ratio,
      'ratio',
    ),
  ];
}

/** The first page of the officers' queue: both services run, one with a short queue and one with a long one. */
export const benchCaseQueue: Bench = ({ say, profile }) =>
  Place.with(say, profile, async (place) => {
    const queueAt = async (program: 'ctpat' | 'pip', count: number): Promise<Queue> => {
      const { url } = await place.start(program, { ROLE: 'api' });
      await fillQueue(place, program, count);
      return { url, token: await place.token(`officer@${program}`) };
    };
    return figures(await queueAt('pip', MANY), await queueAt('ctpat', FEW), say);
  });
