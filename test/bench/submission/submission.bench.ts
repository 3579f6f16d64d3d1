import type { Bench } from '../bench';
import { atLeast, DURABLE, printed, type Figure } from '../figure';
import { LoadProcess } from '../load/load-process';
import { Place, type Say } from '../place/place';
import { inTurn, median } from '../turns';
import { requireSameRows } from './rows-agree';

const CONNECTIONS = 32;
const SECONDS = 3;
/** A compiler needs thousands of requests before it has done its best: a service runs for months. */
const WARM_UP_SECONDS = 15;
/** More than either side can do in a second. */
const TURNS_A_SECOND = 2_500;
const LOGIN = 'bench@ctpat';
const GOAL = 0.4;

const during = (seconds: number) => ({
  connections: CONNECTIONS,
  seconds,
  turns: seconds * TURNS_A_SECOND,
});

/** Submissions against one place; each run takes carriers that no other run has taken. */
class Submissions {
  private next = 0;

  constructor(
    private readonly place: Place,
    private readonly load: LoadProcess,
    private readonly token: string,
  ) {}

  async ours(limits = during(SECONDS)): Promise<number> {
    const url = `http://127.0.0.1:${this.place.around.ports.ctpat}`;
    return this.load.rateOf({
      kind: 'submit',
      url,
      token: this.token,
      first: this.taken(limits.turns),
      ...limits,
    });
  }

  async reference(limits = during(SECONDS)): Promise<number> {
    const databaseUrl = this.place.around.databases.ctpat.url;
    return this.load.rateOf({
      kind: 'submit-sql',
      databaseUrl,
      applicant: LOGIN,
      first: this.taken(limits.turns),
      ...limits,
    });
  }

  private taken(turns: number): number {
    this.next += turns;
    return this.next - turns;
  }
}

/** The service answers requests only, as it does beside workers of its own: delivery costs its time elsewhere. */
async function alone(place: Place, submissions: Submissions, say: Say): Promise<Figure[]> {
  const service = await place.start('ctpat', { ROLE: 'api' });
  const one = { connections: 1, seconds: 5, turns: 1 };
  say(
    `rows of one submission: ${await requireSameRows(
      place,
      () => submissions.ours(one),
      () => submissions.reference(one),
    )}`,
  );
  const found = await inTurn(
    {
      ours: (isWarmUp) => submissions.ours(during(isWarmUp ? WARM_UP_SECONDS : SECONDS)),
      reference: () => submissions.reference(),
    },
    say,
  );
  await service.stop();
  return [
    DURABLE,
    atLeast('submit an application: ratio to its rows in one SQL statement', found.ratio, 'ratio', GOAL),
    printed('submit an application: ours', found.ours, '/s'),
    printed('submit an application: SQL reference', found.reference, '/s'),
  ];
}

/** Both services whole on the same cores: each submission is inquired about, answered, forwarded and opened meanwhile. */
async function withDelivery(place: Place, submissions: Submissions): Promise<Figure[]> {
  const services = [await place.start('pip'), await place.start('ctpat')];
  await submissions.ours();
  const rates = [await submissions.ours(), await submissions.ours(), await submissions.ours()];
  await Promise.all(services.map((service) => service.stop()));
  return [printed('submit an application: ours while both services exchange', median(rates), '/s')];
}

export const benchSubmission: Bench = ({ say, profile }) =>
  Place.with(say, profile, async (place) => {
    const token = await place.token(LOGIN);
    return LoadProcess.with(async (load) => {
      const submissions = new Submissions(place, load, token);
      return [...(await alone(place, submissions, say)), ...(await withDelivery(place, submissions))];
    });
  });
