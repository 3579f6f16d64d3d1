import type { Session } from '@testing/people/session';
import { playFlow } from './support/play/flows';
import { PROGRAM_CODES } from './support/programs';
import { startWorld, type World } from './support/world';

describe('the export of an account’s own data', () => {
  let world: World;
  const officers: Partial<Record<string, Session>> = {};
  const numbers: Partial<Record<string, string>> = {};
  beforeAll(async () => {
    world = await startWorld();
    await playFlow(world, 'F1', 'host');
    for (const side of world.both) {
      const [{ number } = { number: undefined }] = await side.rows(
        `SELECT account_number AS number FROM account`,
      );
      const session = world.people.signIn(side, { name: 'exporter', role: 'CARRIER_OFFICER' });
      await side.rows(
        `INSERT INTO account_access (id, account_number, login, role, given_at) VALUES (gen_random_uuid(), $1, $2, 'OFFICER', now())`,
        [number, session.login],
      );
      officers[side.program] = session;
      numbers[side.program] = number;
    }
  });
  afterAll(() => world?.stop());

  describe.each(PROGRAM_CODES)('at %s', (program) => {
    const path = () => `/v1/accounts/${numbers[program]}/export`;

    it('is one document with all that its carrier may see', async () => {
      const { body, headers } = await officers[program]!.get(path());

      expect(headers.get('content-disposition')).toBe(
        `attachment; filename="account-${numbers[program]}.json"`,
      );
      expect(Object.keys(body)).toEqual([
        'exportedAt',
        'account',
        'statusHistory',
        'dateHistory',
        'users',
        'consents',
        'validations',
        'applications',
        'links',
        'notices',
      ]);
      expect(body.account.accountNumber).toBe(numbers[program]);
      expect(body.links[0].timeline.length).toBeGreaterThan(0);
      for (const name of ['statusHistory', 'users', 'applications', 'notices', 'validations'])
        expect(body[name].length).toBeGreaterThan(0);
    });

    it('pages through many notices without losing or doubling one', async () => {
      const side = world.sides[program];
      await side.rows(
        `INSERT INTO notice (id, account_number, kind, text, facts, at)
         SELECT gen_random_uuid(), $1, 'TEST', '{"en":"e","fr":"f"}', '{}', now() FROM generate_series(1, 350)`,
        [numbers[program]],
      );
      const { notices } = (await officers[program]!.get(path())).body;
      const ids = notices.filter(({ kind }: any) => kind === 'TEST').map(({ id }: any) => id);

      expect([ids.length, new Set(ids).size]).toEqual([350, 350]);
    });

    it('is for the company’s officers alone', async () => {
      const side = world.sides[program];
      const stranger = world.people.signIn(side, { name: 'stranger', role: 'CARRIER_OFFICER' });
      const user = world.people.signIn(side, { name: 'clerk', role: 'CARRIER_USER' });

      expect((await stranger.get(path())).status).toBe(404);
      expect((await user.get(path())).status).toBe(403);
      expect((await world.officer(side).get(path())).status).toBe(403);
    });
  });
});
