import { setTimeout as delay } from 'node:timers/promises';
import { csvLines } from '../../members/files';
import type { Bench } from '../bench';
import { atLeast, atMost, DURABLE, printed, type Figure } from '../figure';
import { memoryDuring } from '../backlog/memory';
import type { BenchService } from '../place/bench-service';
import { Place, type Say } from '../place/place';
import { median } from '../turns';

const MEMBERS = 11_000;
const GOAL = 5_000;
/** The first to warm up, then an odd number, so that the median is a run; each with other members. */
const RUNS = 6;
const LOOK_EVERY_MS = 25;
/** A file of this size held whole, as text and as rows, would be far more. */
const GOAL_GROWTH_MB = 60;

interface Imported {
  readonly state: string;
  readonly added: number;
  readonly refused: number;
}

/** The file of one run, with account numbers of its own: the same ones would be known already. */
function fileOf(lines: readonly string[], run: number): Buffer {
  const [header, ...rows] = lines;
  return Buffer.from([header, ...rows.map((row) => `R${run}${row}`)].join('\r\n'));
}

/** Members a second, from the first byte sent until the last row is committed. */
async function rate(service: BenchService, token: string, file: Buffer): Promise<number> {
  const authorization = `Bearer ${token}`;
  const startedAt = performance.now();
  const headers = { authorization, 'content-type': 'text/csv', 'idempotency-key': String(startedAt) };
  const answer = await fetch(`${service.url}/v1/staff/imports`, {
    method: 'POST',
    headers,
    body: new Uint8Array(file),
  });
  if (!answer.ok) throw new Error(`The import answered ${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  for (;;) {
    const found = await fetch(`${service.url}/v1/staff/imports/${id}`, { headers: { authorization } });
    const view = (await found.json()) as Imported;
    if (view.state === 'DONE' && view.added === MEMBERS && view.refused === 0)
      return MEMBERS / ((performance.now() - startedAt) / 1_000);
    if (view.state === 'DONE' || view.state === 'FAILED') throw new Error(JSON.stringify(view));
    await delay(LOOK_EVERY_MS);
  }
}

async function measure(place: Place, say: Say): Promise<Figure[]> {
  const service = await place.start('ctpat');
  const token = await place.token('hq@ctpat');
  const lines = [...csvLines('ctpat', { seed: 'bench', count: MEMBERS, pairs: 800, lookAlikes: 200 })];
  const rates: number[] = [];
  const peaks: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { peak } = await memoryDuring(service, async () => {
      const found = await rate(service, token, fileOf(lines, run));
      say(`${run === 0 ? 'warm-up' : `run ${run}`}: ${Math.round(found)} members/s`);
      if (run > 0) rates.push(found);
    });
    peaks.push(peak);
  }
  return [
    atLeast(`import of ${MEMBERS} members`, median(rates), '/s', GOAL),
    atMost(
      'import: growth of the peak of memory over later files',
      peaks.at(-1)! - peaks[1]!,
      'MB',
      GOAL_GROWTH_MB,
    ),
    printed('import: highest memory of the service', Math.max(...peaks), 'MB'),
    DURABLE,
  ];
}

export const benchImport: Bench = ({ say, profile }) =>
  Place.with(say, profile, (place) => measure(place, say));
