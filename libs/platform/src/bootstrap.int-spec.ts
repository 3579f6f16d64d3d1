import { connect as openSocket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Body, Controller, Get, Module, Param, ParseUUIDPipe, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { freshDatabase, type FreshDatabase } from '@testing/databases';
import { Type } from 'class-transformer';
import { IsInt, IsString, MaxLength, Min, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Public, Roles, SignedIn } from './auth/access';
import { CurrentCaller, type Caller } from './auth/caller';
import { SpecIssuer } from './auth/issuer.spec-support';
import { startService, type RunningService } from './bootstrap';
import { ServiceConfig } from './config';
import { Database } from './database';
import { correlationId } from './http/correlation';
import { ExpectedVersion } from './http/entity-tag';
import { PageQuery } from './http/pagination';
import { Idempotency } from './idempotency/idempotency';
import { give, IdempotencyKey } from './idempotency/idempotent-request';
import { AppLogger } from './logging/app-logger';
import { PLATFORM_MIGRATIONS } from './migrations';

class Part {
  @ApiProperty()
  @IsString()
  @MaxLength(5)
  name: string;
}

class Thing {
  @ApiProperty()
  @IsString()
  title: string;

  @ApiProperty()
  @IsInt()
  @Min(1)
  count: number;

  @ApiProperty({ type: [Part] })
  @ValidateNested({ each: true })
  @Type(() => Part)
  parts: Part[];
}

/** A request that the test holds open. */
const underWay = ((): {
  started: () => void;
  hasStarted: Promise<void>;
  end: () => void;
  mayEnd: Promise<void>;
} => {
  let started = (): void => undefined;
  let end = (): void => undefined;
  const hasStarted = new Promise<void>((resolve) => (started = resolve));
  const mayEnd = new Promise<void>((resolve) => (end = resolve));
  return { started, hasStarted, end, mayEnd };
})();

@Controller('v1/things')
class ThingsController {
  constructor(
    private readonly db: Database,
    private readonly idempotency: Idempotency,
  ) {}

  @Get('open')
  @Public()
  open() {
    return { correlationId: correlationId() };
  }

  @Get('mine')
  @SignedIn()
  mine(@CurrentCaller() caller: Caller) {
    return caller;
  }

  @Get('slow')
  @Public()
  async slow() {
    underWay.started();
    await underWay.mayEnd;
    return { finished: true };
  }

  @Get('forgotten')
  forgotten() {
    return {};
  }

  @Get('explode')
  @Public()
  explode() {
    throw new Error('the secret reason');
  }

  @Get('stored')
  @Public()
  stored(@Query('text') text: string) {
    return this.db.query('SELECT $1::int AS n', [text]);
  }

  @Get('list')
  @Public()
  list(@Query() query: PageQuery) {
    return query;
  }

  @Get('named/:id')
  @Public()
  named(@Param('id', ParseUUIDPipe) id: string) {
    return { id };
  }

  @Patch('named/:id')
  @Roles('WRITER')
  change(@ExpectedVersion() version: number) {
    return { version };
  }

  @Post()
  @Roles('READER')
  async create(
    @Body() body: Thing,
    @IdempotencyKey() key: string,
    @CurrentCaller() { subject }: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const answer = await this.db.transaction((tx) =>
      this.idempotency.once(tx, { caller: subject, route: 'POST /v1/things', key, body }, async () => ({
        status: 201,
        body: { title: body.title, at: process.hrtime.bigint().toString() },
        location: '/v1/things/1',
      })),
    );
    return give(reply, answer);
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

const aThing = { title: 'a', count: 1, parts: [{ name: 'p' }] };

function configFor(
  database: FreshDatabase,
  issuer: SpecIssuer,
  changes: Partial<ServiceConfig> = {},
): ServiceConfig {
  return Object.assign(new ServiceConfig(), {
    program: 'spec',
    port: 0,
    databaseUrl: database.url,
    issuerUrl: issuer.url,
    jwksUrl: `${issuer.url}/jwks`,
    audience: 'spec-service',
    ...changes,
  });
}

const start = (config: ServiceConfig): Promise<RunningService> =>
  startService(ThingsModule, {
    config,
    entities: [],
    migrations: [PLATFORM_MIGRATIONS],
    api: { title: 'Things', description: 'Things for tests', version: '1' },
    logger: AppLogger.create({ level: 'silent', program: 'spec', role: 'all' }),
    closeOnSignals: false,
  });

describe('a service', () => {
  let issuer: SpecIssuer;
  let database: FreshDatabase;
  let service: RunningService;

  const call = async (
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; headers: Headers; body: any }> => {
    const response = await fetch(service.url + path, init);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  const signedIn = async (claims = {}): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await issuer.token(claims)}`,
  });
  const post = async (body: unknown, headers: Record<string, string> = {}) =>
    call('/v1/things', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'k',
        ...(await signedIn()),
        ...headers,
      },
    });

  beforeAll(async () => {
    issuer = await SpecIssuer.start();
    database = await freshDatabase({ migrations: [PLATFORM_MIGRATIONS] });
    service = await start(configFor(database, issuer));
  });

  afterAll(async () => {
    await service.close();
    await database.drop();
    await issuer.stop();
  });

  describe('to callers', () => {
    it('answers public routes without a token, with the headers of a safe API', async () => {
      const { status, headers, body } = await call('/v1/things/open', {
        headers: { 'x-correlation-id': 'abc-1' },
      });
      expect([status, body]).toEqual([200, { correlationId: 'abc-1' }]);
      expect(headers.get('x-correlation-id')).toBe('abc-1');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    });

    it('replaces a correlation id that could harm a log', async () => {
      const { headers } = await call('/v1/things/open', { headers: { 'x-correlation-id': 'a b{}' } });
      expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('tells who calls, without an address that nobody verified', async () => {
      const { body } = await call('/v1/things/mine', {
        headers: await signedIn({ email: 'a@b.c', office: 'HQ', name: 'Ann' }),
      });
      expect(body).toEqual({ subject: 'ann', name: 'Ann', roles: ['READER'], office: 'HQ' });
    });

    it.each([
      ['without a token', async () => ({})],
      [
        'with a token of another audience',
        async () => ({ authorization: `Bearer ${await issuer.token({}, { audience: 'other' })}` }),
      ],
      [
        'with an expired token',
        async () => ({ authorization: `Bearer ${await issuer.token({}, { expiresIn: '-5m' })}` }),
      ],
      [
        'with a token of an unknown key',
        async () => ({ authorization: `Bearer ${await issuer.token({}, { kid: 'x' })}` }),
      ],
      [
        'with a token of another issuer',
        async () => ({ authorization: `Bearer ${await issuer.token({ iss: 'http://x' })}` }),
      ],
      ['with something that is no token', async () => ({ authorization: 'Bearer x.y.z' })],
      ['with another scheme', async () => ({ authorization: 'Basic eDp5' })],
    ])('refuses a call %s', async (_, headers) => {
      const { status, body, headers: answered } = await call('/v1/things/mine', { headers: await headers() });
      expect([status, body.code]).toEqual([401, 'NOT_SIGNED_IN']);
      expect(answered.get('www-authenticate')).toMatch(/^Bearer/);
    });

    it('refuses everyone on a route that says nothing about who may call', async () => {
      const { status, body } = await call('/v1/things/forgotten', {
        headers: await signedIn({ roles: ['WRITER'] }),
      });
      expect([status, body.code]).toEqual([403, 'NOT_ALLOWED']);
    });

    it('refuses a caller without the role, and takes one with it', async () => {
      const change = async (roles: string[]) =>
        call('/v1/things/named/x', {
          method: 'PATCH',
          headers: { ...(await signedIn({ roles })), 'if-match': '"7"' },
        });
      expect((await change(['READER'])).status).toBe(403);
      expect((await change(['READER', 'WRITER'])).body).toEqual({ version: 7 });
    });
  });

  describe('given bad input', () => {
    it('names every wrong field at once, in French where French is asked', async () => {
      const { status, headers, body } = await post(
        { title: 3, count: 0, parts: [{ name: 'toolong' }], extra: true },
        { 'accept-language': 'fr-CA, en;q=0.5' },
      );
      expect([status, headers.get('content-type'), headers.get('content-language')]).toEqual([
        422,
        'application/problem+json; charset=utf-8',
        'fr',
      ]);
      expect(body).toMatchObject({
        code: 'REQUEST_INVALID',
        title: 'Certains champs ne sont pas conformes',
        instance: '/v1/things',
        status: 422,
      });
      expect(body.violations).toEqual(
        expect.arrayContaining([
          { pointer: '/title', code: 'IS_STRING', expected: 'un texte' },
          { pointer: '/count', code: 'MIN', expected: 'au moins 1' },
          { pointer: '/parts/0/name', code: 'MAX_LENGTH', expected: 'au plus 5 caractères' },
          { pointer: '/extra', code: 'UNKNOWN_FIELD', expected: 'aucun champ de ce nom' },
        ]),
      );
    });

    it.each([
      ['broken JSON', '{"a":', 400, 'BODY_MALFORMED'],
      ['a prototype key', '{"__proto__":{}}', 400, 'BODY_MALFORMED'],
      ['a list', '[]', 422, 'REQUEST_INVALID'],
      ['null', 'null', 422, 'REQUEST_INVALID'],
      ['nothing', '', 422, 'REQUEST_INVALID'],
      ['a NUL', JSON.stringify({ ...aThing, title: 'a\u0000b' }), 422, 'CHARACTER_NOT_ALLOWED'],
      ['half a surrogate pair', '{"title":"\\ud800"}', 422, 'CHARACTER_NOT_ALLOWED'],
      ['ten thousand levels', '['.repeat(10_000) + ']'.repeat(10_000), 422, 'BODY_TOO_DEEP'],
      ['more than a megabyte', JSON.stringify('x'.repeat(1_100_000)), 413, 'BODY_TOO_LARGE'],
    ])('refuses a body that is %s', async (_, text, status, code) => {
      const answer = await post(text);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    });

    it('refuses bytes that are not UTF-8', async () => {
      const init = {
        method: 'POST',
        body: Buffer.from([0x22, 0xff, 0x22]),
        headers: { 'content-type': 'application/json' },
      };
      expect((await call('/v1/things', init)).body.code).toBe('BODY_MALFORMED');
    });

    it('refuses other media types', async () => {
      expect(await post('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
        status: 415,
        body: { code: 'MEDIA_TYPE_UNSUPPORTED' },
      });
    });

    it.each([
      ['GET', '/v1/nothing', 404, 'NOT_FOUND'],
      ['DELETE', '/v1/things/mine', 405, 'METHOD_NOT_ALLOWED'],
      ['GET', '/v1/things/named/not-a-uuid', 400, 'REQUEST_MALFORMED'],
      ['GET', '/v1/things/list?limit=0', 400, 'REQUEST_INVALID'],
      ['GET', '/v1/things/list?limit=5&other=1', 400, 'REQUEST_INVALID'],
      ['GET', '/v1/things/named/%00', 422, 'CHARACTER_NOT_ALLOWED'],
      ['GET', '/v1/things/named/%E0%A4%A', 400, 'REQUEST_MALFORMED'],
      ['GET', '/v1/things/stored?text=abc', 422, 'VALUE_NOT_ACCEPTED'],
      ['GET', `/v1/things/named/${'9'.repeat(300)}`, 404, 'NOT_FOUND'],
    ])('answers %s %s with %i', async (method, path, status, code) => {
      const answer = await call(path, { method });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('x-correlation-id')).toBe(answer.body.correlationId);
    });

    it('says nothing of an error of its own but where it was recorded', async () => {
      const { status, body } = await call('/v1/things/explode');
      expect([status, body.code]).toEqual([500, 'INTERNAL_ERROR']);
      expect(JSON.stringify(body)).not.toContain('secret reason');
      expect(body.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('answers bytes that are not HTTP, and goes on', async () => {
      const { hostname, port } = new URL(service.url);
      const heard = await new Promise<string>((resolve) => {
        const socket = openSocket(Number(port), hostname, () => socket.write('nonsense\r\n\r\n'));
        let text = '';
        socket.on('data', (bytes) => (text += String(bytes))).on('close', () => resolve(text));
      });
      expect(heard).toContain('400');
      expect((await call('/health/live')).status).toBe(200);
    });
  });

  describe('asked to create', () => {
    it('gives the first answer again for the same key and body, whatever the order of the fields', async () => {
      const first = await post(aThing, { 'idempotency-key': 'same' });
      const again = await post({ parts: aThing.parts, count: 1, title: 'a' }, { 'idempotency-key': 'same' });
      expect(first.status).toBe(201);
      expect([again.status, again.body, again.headers.get('location')]).toEqual([
        201,
        first.body,
        '/v1/things/1',
      ]);
      expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([
        null,
        'true',
      ]);
    });

    it('refuses the same key with another body, and a create without a key', async () => {
      await post(aThing, { 'idempotency-key': 'other' });
      expect(await post({ ...aThing, title: 'b' }, { 'idempotency-key': 'other' })).toMatchObject({
        status: 422,
        body: { code: 'IDEMPOTENCY_KEY_REUSED' },
      });
      expect(await post(aThing, { 'idempotency-key': '' })).toMatchObject({
        status: 400,
        body: { code: 'IDEMPOTENCY_KEY_MISSING' },
      });
    });
  });

  describe('to operators', () => {
    it('is live, ready, and measures requests by route', async () => {
      expect((await call('/health/live')).body).toEqual({ status: 'live' });
      expect((await call('/health/ready')).body).toEqual({ status: 'ready', checks: { database: 'up' } });
      expect((await call('/metrics')).body).toMatch(
        /http_request_duration_seconds_count\{method="GET",route="\/v1\/things\/open",status="200"\} \d/,
      );
    });

    it('serves its OpenAPI 3.1 document and a reference page without inline script', async () => {
      const { body } = await call('/docs/openapi.json');
      expect(body.openapi).toBe('3.1.0');
      expect(Object.keys(body.paths)).toContain('/v1/things/named/{id}');
      const page = await call('/docs');
      expect(page.body).not.toMatch(/<script>|<style|style=/);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
      for (const path of [
        '/docs/start.js',
        '/docs/assets/swagger-ui-bundle.js',
        '/docs/assets/swagger-ui.css',
      ]) {
        expect((await call(path)).status).toBe(200);
      }
      expect((await call('/docs/assets/package.json')).status).toBe(404);
    });
  });

  it('answers only operators where it runs as a worker', async () => {
    const worker = await start(configFor(database, issuer, { role: 'worker' }));
    const statuses = await Promise.all(
      ['/v1/things/open', '/docs', '/health/ready'].map(
        async (path) => (await fetch(worker.url + path)).status,
      ),
    );
    expect(statuses).toEqual([404, 404, 200]);
    await worker.close();
    await expect(fetch(`${worker.url}/health/live`)).rejects.toThrow('fetch failed');
  });

  it('finishes what is under way when it closes, and takes nothing new', async () => {
    const closing = await start(configFor(database, issuer));
    const answer = fetch(`${closing.url}/v1/things/slow`).then((response) => response.json());
    await underWay.hasStarted;
    const closed = closing.close();
    await expect(fetch(`${closing.url}/v1/things/open`)).rejects.toThrow('fetch failed');
    underWay.end();
    expect(await answer).toEqual({ finished: true });
    await closed;
  });

  it('says that its port is taken, and leaves nothing open', async () => {
    const port = Number(new URL(service.url).port);
    await expect(start(configFor(database, issuer, { port, program: 'late' }))).rejects.toThrow(/EADDRINUSE/);
    const db = service.app.get(Database);
    const open = (): Promise<unknown[]> =>
      db.query(`SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'late%'`);
    // PostgreSQL notices a moment later that a session was closed; one left open would outlast the test's time.
    while ((await open()).length > 0) await delay(20);
    expect(await open()).toEqual([]);
  });
});
