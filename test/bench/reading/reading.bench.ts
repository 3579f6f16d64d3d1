import type { Bench } from '../bench';
import { atLeast, printed, type Figure } from '../figure';
import { LoadProcess } from '../load/load-process';
import { cloneCarrier, numberOfClone, officerOfClone } from '../place/clone-carriers';
import { Place, type Say } from '../place/place';
import { playOneFlow } from '../place/play-one-flow';
import { inTurn, type TurnsResult } from '../turns';
import type { Reader } from './read.load';

const LIMITS = { connections: 32, seconds: 2, turns: Number.MAX_SAFE_INTEGER };
const CARRIERS = 2_000;
const READERS = 100;
const GOAL = 0.1;

async function readersOf(place: Place): Promise<Reader[]> {
  const reader = async (n: number): Promise<Reader> => {
    const { login, email } = officerOfClone(n, 'ctpat');
    return { accountNumber: numberOfClone.ctpat(n), login, email, token: await place.token(login, email) };
  };
  return Promise.all(Array.from({ length: READERS }, (_, index) => reader(index + 1)));
}

/** One way to run the service, against the same SQL. */
async function measure(
  place: Place,
  readers: readonly Reader[],
  tokenCacheSize: string,
  say: Say,
): Promise<TurnsResult> {
  const service = await place.start('ctpat', { ROLE: 'api', TOKEN_CACHE_SIZE: tokenCacheSize });
  const { url: databaseUrl } = place.around.databases.ctpat;
  const found = await LoadProcess.with((load) =>
    inTurn(
      {
        ours: () => load.rateOf({ kind: 'read', url: service.url, readers, ...LIMITS }),
        reference: () => load.rateOf({ kind: 'read-sql', databaseUrl, readers, ...LIMITS }),
      },
      say,
    ),
  );
  await service.stop();
  return found;
}

const figuresOf = (verified: TurnsResult, remembered: TurnsResult): Figure[] => [
  atLeast(
    'read an account: ratio to its SQL, every token verified (TOKEN_CACHE_SIZE=0)',
    verified.ratio,
    'ratio',
    GOAL,
  ),
  printed('read an account: ours, every token verified', verified.ours, '/s'),
  printed(
    'read an account: ratio to its SQL, verified tokens remembered (as shipped)',
    remembered.ratio,
    'ratio',
  ),
  printed('read an account: ours, verified tokens remembered', remembered.ours, '/s'),
  printed('read an account: SQL reference', (verified.reference + remembered.reference) / 2, '/s'),
];

export const benchReading: Bench = ({ say, profile }) =>
  Place.with(say, profile, async (place) => {
    await cloneCarrier(place, await playOneFlow(place, say), CARRIERS, say);
    const readers = await readersOf(place);
    const verified = await measure(place, readers, '0', say);
    return figuresOf(verified, await measure(place, readers, '10000', say));
  });
