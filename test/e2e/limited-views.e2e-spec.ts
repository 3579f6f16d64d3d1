import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import { admissionOf, isAboutAccount } from '@harmonization/domain/limited-views';
import type { FlowName } from '@harmonization/domain/scenario';
import { playFlow, type Linked } from './support/play/flows';
import type { Side } from './support/side';
import { startWorld, type World } from './support/world';

type Handler = (...args: unknown[]) => unknown;
type ControllerClass = (new () => object) & { prototype: Record<string, Handler> };

const metadata = <T>(key: string, of: object): T | undefined => Reflect.getMetadata(key, of) as T | undefined;

function routesOf(controller: ControllerClass): { method: string; path: string }[] {
  const base = metadata<string>(PATH_METADATA, controller) ?? '';
  return Object.getOwnPropertyNames(controller.prototype)
    .map((name) => controller.prototype[name]!)
    .filter((handler) => metadata(METHOD_METADATA, handler) !== undefined)
    .map((handler) => ({
      method: RequestMethod[metadata<number>(METHOD_METADATA, handler)!]!,
      path: `/${[base, metadata<string>(PATH_METADATA, handler) ?? '']
        .map((part) => part.replace(/^\/|\/$/g, ''))
        .filter(Boolean)
        .join('/')}`,
    }));
}

/** Every route of a service that is about one account of a carrier. */
const accountRoutes = (side: Side): { method: string; path: string }[] =>
  [...side.running.app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => routesOf(metatype as unknown as ControllerClass))
    .filter(({ path }) => isAboutAccount(path));

describe.each<FlowName>(['F1', 'F2'])('what is left of an account at its client after %s', (flow) => {
  let world: World;
  let linked: Linked;
  beforeAll(async () => {
    world = await startWorld();
    linked = await playFlow(world, flow);
  });
  afterAll(() => world?.stop());

  const path = (side: Side): string => `/v1/accounts/${linked.accountNumbers[side.program]}`;

  it('VIEW-1: every call that no row of the table admits names the host and its address', async () => {
    const { client, host, filed } = linked;
    const session = filed.carrier.at(client);
    const refusing = accountRoutes(client).filter(({ method, path: route }) =>
      [undefined, 'VALIDATION_RESPONSE'].includes(admissionOf(method, route)),
    );
    expect(refusing.length).toBeGreaterThan(3);

    for (const { method, path: route } of refusing) {
      const called = route
        .replace(':accountNumber', linked.accountNumbers[client.program])
        .replace(/:\w+/g, '0198a000-0000-7000-8000-000000000001');
      const body = method === 'GET' || method === 'DELETE' ? undefined : '{}';
      const answer = await session.call(method, called, { body, headers: { 'idempotency-key': called } });
      expect([method, route, answer.status, answer.body]).toEqual([
        method,
        route,
        409,
        expect.objectContaining({
          code: 'HOSTED_ELSEWHERE',
          host: host.program,
          hostUrl: expect.stringMatching(/^http/),
        }),
      ]);
    }
  });

  it('VIEW-1: the list still shows its own standing, and where to go, but no shared data', async () => {
    const { client, host, filed } = linked;
    const { items } = await filed.carrier.at(client).read('/v1/accounts');

    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      accountNumber: linked.accountNumbers[client.program],
      recordRole: 'CLIENT',
      host: host.program,
      hostUrl: expect.stringMatching(/^http/),
      views: ['DOCS', 'STATUS_PROOF', 'LIBRARY', 'VALIDATION_RESPONSE'],
    });
    expect(items[0]).not.toHaveProperty('shared');
  });

  it('VIEW-1: a stranger hears that there is no such account, not who hosts it', async () => {
    const stranger = world.carrier('F1').at(linked.client);
    expect((await stranger.post(`${path(linked.client)}/link-codes`)).status).toBe(404);
    expect((await stranger.get(path(linked.client))).status).toBe(404);
  });

  it('VIEW-2: the letter is written where the program proves membership by letter, on both roles of a link', async () => {
    const session = linked.filed.carrier.at(world.pip);
    const letter = await session.get(`${path(world.pip)}/membership-letter`);
    expect(letter.status).toBe(200);
    expect(letter.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(letter.headers.get('content-security-policy')).toContain('sandbox');
    expect(letter.body).toContain(linked.accountNumbers.PIP);
    expect(
      (await linked.filed.carrier.at(world.ctpat).get(`${path(world.ctpat)}/membership-letter`)).status,
    ).toBe(404);
    expect(
      (
        await world
          .carrier('F2')
          .at(world.pip)
          .get(`${path(world.pip)}/membership-letter`)
      ).status,
    ).toBe(404);
  });

  it('VIEW-1: the host answers everything', async () => {
    const { host, filed } = linked;
    expect((await filed.carrier.at(host).get(path(host))).status).toBe(200);
    expect((await filed.carrier.at(host).get(`${path(host)}/validations`)).status).toBe(200);
  });
});
