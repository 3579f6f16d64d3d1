import { Body, Controller, Module, Patch, Post, Req } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AppLogger } from '../logging/app-logger';
import { ProblemFilter } from '../problem/problem.filter';
import { AllowedMethods } from './allowed-methods';
import { acceptJsonBodies, type RequestWithRawBody } from './json-body';
import { mergePatch } from './merge-patch';

@Controller('notes')
class NotesController {
  /** What was read, and the bytes that it was read from. */
  @Post()
  take(@Body() body: unknown, @Req() { rawBody }: RequestWithRawBody) {
    return { body, raw: rawBody?.toString('hex') };
  }

  @Patch()
  change(@Body() patch: unknown) {
    return mergePatch({ title: 'a', colour: 'red' }, patch);
  }
}

@Module({ controllers: [NotesController] })
class NotesModule {}

/** The body reader and the problem answers on their own: no database, no sign-in. */
async function notesApp(): Promise<NestFastifyApplication> {
  const allowedMethods = new AllowedMethods();
  const logger = AppLogger.create({ level: 'silent', program: 'spec', role: 'api' });
  const fastify = new FastifyAdapter();
  allowedMethods.watch(fastify.getInstance());
  const module = await Test.createTestingModule({ imports: [NotesModule] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(fastify, { bodyParser: false, logger });
  acceptJsonBodies(fastify.getInstance());
  app.useGlobalFilters(new ProblemFilter(logger, allowedMethods));
  await app.init();
  await fastify.getInstance().ready();
  return app;
}

describe('a body over HTTP', () => {
  let app: NestFastifyApplication;
  const notes = () => request(app.getHttpServer());
  const sent = (body: string, headers: Record<string, string> = {}) =>
    notes()
      .post('/notes')
      .set({ 'content-type': 'application/json', ...headers })
      .send(body);

  beforeAll(async () => {
    app = await notesApp();
  });

  afterAll(() => app.close());

  it('is kept byte for byte beside what it says: a signature covers the bytes', async () => {
    const text = '{ "é" : 1.0 }';
    const answer = await sent(text).expect(201);
    expect(answer.body).toEqual({ body: { é: 1 }, raw: Buffer.from(text).toString('hex') });
  });

  it('may be empty under a JSON content type: actions without a body are posted so', async () => {
    const answer = await sent('').expect(201);
    expect(answer.body).not.toHaveProperty('body');
  });

  it('may be a merge patch', async () => {
    const answer = await notes()
      .patch('/notes')
      .set('content-type', 'application/merge-patch+json')
      .send('{"colour":null,"title":"b"}')
      .expect(200);
    expect(answer.body).toEqual({ title: 'b' });
  });

  it('is refused when it is compressed, whatever it holds', async () => {
    const answer = await sent('{}', { 'content-encoding': 'gzip' }).expect(415);
    expect(answer.body).toMatchObject({ code: 'CONTENT_ENCODING_UNSUPPORTED', status: 415 });
  });

  it('is refused in another media type, and the answer says which ones are read', async () => {
    const answer = await notes().post('/notes').type('text/plain').send('a').expect(415);
    expect(answer.body).toMatchObject({
      code: 'MEDIA_TYPE_UNSUPPORTED',
      accepted: ['application/json', 'application/merge-patch+json'],
    });
  });

  it.each(['{"__proto__":{}}', '{"\\u005f_proto__":{}}', '{"__proto\\u005f\\u005f" : 1}'])(
    'is refused with a key that could reach a prototype, escaped or not: %s',
    async (text) => {
      const answer = await sent(text).expect(400);
      expect(answer.body).toMatchObject({ code: 'BODY_MALFORMED' });
    },
  );

  it('sent with a method that is not offered hears which ones are', async () => {
    const answer = await notes().put('/notes').send({}).expect(405);
    expect([answer.headers.allow, answer.body.code]).toEqual(['PATCH, POST', 'METHOD_NOT_ALLOWED']);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });
});
