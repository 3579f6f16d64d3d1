import { LOOK_UPS_AN_HOUR } from '@harmonization/domain/status-verification';
import type { FreshCarrier } from './support/fresh-carrier';
import { submit, untilState } from './support/play/application';
import { approve, setStatus, verifyHeadquarters } from './support/play/review';
import { startWorld, type World } from './support/world';

describe('status verification between partners', () => {
  let world: World;
  const carriers: FreshCarrier[] = [];
  const numbers: string[] = [];
  const svi: string[] = [];

  /** A partner certified on paper. */
  async function certified(): Promise<void> {
    const carrier = world.carrier('F1');
    const filed = await submit(world.ctpat, carrier, carrier.formWith('usSupplement'), { standalone: true });
    const { accountNumber } = await untilState(world, world.ctpat, filed, 'IN_REVIEW');
    await verifyHeadquarters(world, world.ctpat, filed.id);
    await approve(world, world.ctpat, filed.id);
    carriers.push(carrier);
    numbers.push(accountNumber);
    svi.push((await carrier.at(world.ctpat).read(`/v1/accounts/${accountNumber}/svi`)).number);
  }
  const consent = (index: number): Promise<any> =>
    carriers[index]!.at(world.ctpat).make(`/v1/accounts/${numbers[index]}/consents`, {
      scope: 'SVI_COMPANY_NAME',
      textVersion: '2026-01',
      language: 'en',
    });
  const partner = (index: number) => carriers[index]!.at(world.ctpat);

  beforeAll(async () => {
    world = await startWorld();
    for (let index = 0; index < 3; index++) await certified();
    await consent(0);
    await consent(1);
  });
  afterAll(() => world?.stop());

  it('SVI-1: shows a consenting certified partner to another one: number, names, category', async () => {
    const seen = await partner(0).read(`/v1/svi/${svi[1]}`);
    const { legalName, tradeName } = carriers[1]!.form.common;
    expect(seen).toEqual({
      number: svi[1],
      name: legalName,
      ...(tradeName ? { tradeName } : {}),
      category: 'HIGHWAY_CARRIER_US_CA',
      status: 'CERTIFIED',
    });
  });

  it('SVI-1: answers unknown and not consenting alike', async () => {
    const [unknown, silent] = [
      await partner(0).get('/v1/svi/2222222222'),
      await partner(0).get(`/v1/svi/${svi[2]}`),
    ];
    const same = ({ correlationId: _its, instance: _own, ...body }: any): unknown => body;
    expect([unknown.status, silent.status]).toEqual([404, 404]);
    expect(same(silent.body)).toEqual(same(unknown.body));
    expect((await partner(0).post('/v1/svi/monitored', { number: svi[2] })).status).toBe(404);
  });

  it('SVI-1: one who has not consented itself looks nobody up, and other people nothing at all', async () => {
    expect((await partner(2).get(`/v1/svi/${svi[0]}`)).body).toMatchObject({
      status: 409,
      code: 'SVI_CONSENT_MISSING',
    });
    expect((await world.officer(world.ctpat).get(`/v1/svi/${svi[0]}`)).status).toBe(403);
    expect((await partner(2).get(`/v1/accounts/${numbers[0]}/svi`)).status).toBe(404);
  });

  it('is not offered where membership is shown by letter', async () => {
    expect((await carriers[0]!.at(world.pip).get(`/v1/svi/${svi[1]}`)).status).toBe(404);
  });

  it('SVI-3: issues one number an account, whoever asks first', async () => {
    const asked = await Promise.all(
      Array.from({ length: 5 }, () => partner(0).read(`/v1/accounts/${numbers[0]}/svi`)),
    );
    expect(new Set(asked.map(({ number }) => number))).toEqual(new Set([svi[0]]));
  });

  it('tells who watches a partner when its status changes, after the partner itself, and only that it did', async () => {
    for (const status of [201, 201])
      expect((await partner(0).post('/v1/svi/monitored', { number: svi[1] })).status).toBe(status);
    expect((await partner(0).read('/v1/svi/monitored')).items).toEqual([
      expect.objectContaining({ number: svi[1], status: 'CERTIFIED' }),
    ]);

    await setStatus(world.officer(world.ctpat), numbers[1]!, 'SUSPENDED', 'INCIDENT');

    const [notice] = (await partner(0).read('/v1/notices')).items;
    expect(notice).toMatchObject({ kind: 'SVI_STATUS', facts: { number: svi[1], status: 'NOT_CERTIFIED' } });
    expect(JSON.stringify(notice)).not.toContain('INCIDENT');
    expect((await partner(1).read('/v1/notices')).items[0].kind).toBe('STATUS_WORSENED');
    expect((await partner(0).get(`/v1/svi/${svi[1]}`)).status).toBe(404);
    expect((await partner(0).read('/v1/svi/monitored')).items).toEqual([
      { number: svi[1], status: 'NOT_VERIFIABLE' },
    ]);

    await setStatus(world.officer(world.ctpat), numbers[1]!, 'PRIOR');
    expect((await partner(0).read('/v1/notices')).items[0].facts).toEqual({
      number: svi[1],
      status: 'CERTIFIED',
    });
    for (const status of [204, 204])
      expect((await partner(0).call('DELETE', `/v1/svi/monitored/${svi[1]}`)).status).toBe(status);
    expect((await partner(0).read('/v1/svi/monitored')).items).toEqual([]);
  });

  it('is over at once where a partner takes its consent back', async () => {
    await partner(1).make(`/v1/accounts/${numbers[1]}/consents/withdraw`, { scope: 'SVI_COMPANY_NAME' });
    expect((await partner(0).get(`/v1/svi/${svi[1]}`)).status).toBe(404);
    expect((await partner(1).get(`/v1/svi/${svi[0]}`)).body.code).toBe('SVI_CONSENT_MISSING');
    await consent(1);
    expect((await partner(0).get(`/v1/svi/${svi[1]}`)).status).toBe(200);
  });

  it('SVI-2: one login may try only so often an hour, whether it finds or not', async () => {
    const answers = [];
    for (let tries = 0; tries <= LOOK_UPS_AN_HOUR; tries++)
      answers.push(await partner(1).get('/v1/svi/2222222222'));
    expect(answers.at(-1)!.body).toMatchObject({ status: 429, code: 'SVI_LIMIT_REACHED' });
    expect((await partner(1).post('/v1/svi/monitored', { number: svi[0] })).status).toBe(429);
    expect((await partner(0).get(`/v1/svi/${svi[1]}`)).status).toBe(200);
  });
});
