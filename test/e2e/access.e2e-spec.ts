import { randomUUID } from 'node:crypto';
import { A_FILE, CARRIER_ROUTES, type Row } from './support/access/carrier-routes';
import { OPEN_ROUTES, STAFF_ROUTES } from './support/access/other-routes';
import { placesOf, type Places } from './support/access/places';
import { heard, PEOPLE, type Cast, type Hears, type Person } from './support/access/who-may';
import { Mailboxes } from './support/mailbox';
import { playFlow } from './support/play/flows';
import { joinAccount } from './support/play/people';
import { otherThan } from './support/programs';
import { routesOf } from './support/routes';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

const ROWS: readonly Row[] = [...OPEN_ROUTES, ...CARRIER_ROUTES, ...STAFF_ROUTES];
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** The path with this company's own things in it; of staff's things any id will do. */
function pathOf({ route, path }: Row, places: Places): string {
  if (path) return path(places);
  const [, template] = route.split(' ') as [string, string];
  const { accountNumber, linkId, number, documentId, ids } = places;
  const named: Record<string, string> = {
    accountNumber,
    linkId,
    number,
    documentId,
    login: 'nobody@nowhere',
  };
  return template
    .replace(/([\w-]+)\/\{id\}/g, (_all, word: string) => `${word}/${ids[word] ?? NOBODY}`)
    .replace(/\{(\w+)\}/g, (_all, name: string) => named[name] ?? NOBODY);
}

async function statusFor(row: Row, cast: Cast, person: Person, places: Places): Promise<number> {
  const [method] = row.route.split(' ') as [string, string];
  const headers = { 'idempotency-key': randomUUID(), 'if-match': '"1"' };
  const file = { body: A_FILE.body, headers: { ...headers, 'content-type': A_FILE.type } };
  const path = `${pathOf(row, places)}${row.file ? '?name=plan.pdf' : ''}`;
  const needsBody = method !== 'GET' && method !== 'DELETE';
  const json = { headers, body: needsBody ? JSON.stringify(row.body?.(places) ?? {}) : undefined };
  return (await cast[person].call(method, path, row.file ? file : json)).status;
}

describe('who may call what', () => {
  let world: World;
  const mail = new Mailboxes();
  beforeAll(async () => {
    world = await startWorld({ environment: mail.environment });
  });
  afterAll(async () => {
    await world?.stop();
    mail.remove();
  });

  describe.each([
    ['CTPAT', 'F1'],
    ['PIP', 'F2'],
  ] as const)('at %s, of a company that it hosts', (program, flow) => {
    let side: Side;
    let cast: Cast;
    let places: Places;

    beforeAll(async () => {
      side = world.sides[program];
      const linked = await playFlow(world, flow);
      const { carrier } = linked.filed;
      const company = { side, carrier, accountNumber: linked.accountNumbers[program] };
      const joined = (token: 'CARRIER_OFFICER' | 'CARRIER_USER') =>
        joinAccount(world, mail, company, { token });
      cast = {
        officer: carrier.at(side),
        member: (await joined('CARRIER_OFFICER')).session,
        user: (await joined('CARRIER_USER')).session,
        stranger: world.carrier(flow).at(side),
        specialist: world.officer(side),
        headquarters: world.headquarters(side),
        auditor: world.auditor(side),
        foreigner: world.people.signIn(side, { name: 'officer', role: 'OFFICER' }, otherThan(program)),
      };
      const { id: user } = await joined('CARRIER_USER');
      places = await placesOf(world, linked, { stranger: cast.stranger, user });
    });

    it('names every route of the service, and no other', () => {
      expect(ROWS.map(({ route }) => route).toSorted()).toEqual(routesOf(side));
    });

    it.each(ROWS.map((row) => [row.route, row] as const))('%s', async (_route, row) => {
      const isOffered = !row.only || row.only === program;
      const expected: Record<string, Hears> = {};
      const answered: Record<string, 'enters' | number> = {};
      for (const person of PEOPLE) {
        const due = row.access[person];
        expected[person] = due === 'enters' && !isOffered ? 404 : due;
        answered[person] = heard(
          await statusFor(row, cast, person, places),
          expected[person],
          pathOf(row, places),
        );
      }
      expect(answered).toEqual(expected);
    });
  });
});
