import { freePort } from '@testing/postgres/free-port';
import { type ControlServer, startControl } from './control-server';

const DAY = 86_400_000;

describe('the control of the clock', () => {
  let offsetMs = 0;
  let server: ControlServer;
  beforeAll(async () => {
    const moveTo = async (moved: number): Promise<void> => {
      offsetMs = await Promise.resolve(moved);
    };
    server = await startControl({ offsetMs: () => offsetMs, moveTo }, await freePort(0));
  });
  afterAll(() => server.stop());
  beforeEach(() => (offsetMs = 0));

  const press = (days: string, origin = server.url): Promise<Response> =>
    fetch(`${server.url}/`, {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams({ days }),
      redirect: 'manual',
    });

  it('lets a month pass by a press on its page, and shows the page again', async () => {
    const page = await (await fetch(server.url)).text();
    expect(page).toContain('<button name="days" value="31">31 days</button>');
    const pressed = await press('31');
    expect([pressed.status, pressed.headers.get('location'), offsetMs]).toEqual([303, '/', 31 * DAY]);
  });

  it('says on its page why it cannot go back', async () => {
    const pressed = await press('-1');
    expect([pressed.status, offsetMs]).toEqual([422, 0]);
    expect(await pressed.text()).toContain('the clock moves forwards only');
  });

  it('hears no page of another origin', async () => {
    expect([(await press('31', 'http://elsewhere.example')).status, offsetMs]).toEqual([403, 0]);
    const tool = { method: 'POST', headers: { origin: 'null' }, body: '{"advanceDays":1}' };
    expect([(await fetch(`${server.url}/clock`, tool)).status, offsetMs]).toEqual([403, 0]);
  });

  it('moves for tools as before, two at once one after the other', async () => {
    const move = (): Promise<Response> =>
      fetch(`${server.url}/clock`, { method: 'POST', body: '{"advanceDays":1}' });
    await Promise.all([move(), move()]);
    expect(Math.round(offsetMs / DAY)).toBe(2);
  });
});
