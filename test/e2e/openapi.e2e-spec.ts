import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAM_CODES } from './support/programs';
import type { Side } from './support/side';
import { routesOf } from './support/routes';
import { startWorld, type World } from './support/world';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const described = ({ paths }: any): string[] =>
  Object.entries<any>(paths)
    .flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path}`),
    )
    .toSorted();

const operations = ({ paths }: any): any[] =>
  Object.values<any>(paths).flatMap((item) => METHODS.flatMap((method) => item[method] ?? []));

/** Every `$ref` of the document, wherever it stands. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' ? [inner as string] : references(inner),
  );
}

const resolved = (document: any, reference: string): unknown =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .reduce((found, part) => found?.[part], document);

/** A body says more than that it is one: its fields, or that it is the bytes of a file. */
function isShaped(
  document: any,
  { schema: { $ref, anyOf, properties, type, format } = {} as any }: any,
): boolean {
  if ($ref) return isShaped(document, { schema: resolved(document, $ref) });
  if (anyOf) return anyOf.every((schema: any) => isShaped(document, { schema }));
  return properties !== undefined || (type === 'string' && format === 'binary');
}

/** Each success says what it brings: nothing (204), or bodies of these media types. */
function isAnswerTold(document: any, { responses }: any): boolean {
  const successes = Object.entries<any>(responses).filter(([status]) => status.startsWith('2'));
  const isTold = ([status, { content }]: [string, any]): boolean =>
    status === '204'
      ? content === undefined
      : Object.values<any>(content ?? { none: {} }).every((body) => isShaped(document, body));
  return successes.length > 0 && successes.every(isTold);
}

describe.each(PROGRAM_CODES)('the OpenAPI document of %s', (program) => {
  let world: World;
  let side: Side;
  let document: any;
  beforeAll(async () => {
    world = await startWorld();
    side = world.sides[program];
    document = await (await fetch(`${side.url}/docs/openapi.json`)).json();
  });
  afterAll(() => world?.stop());

  it('is of the version 3.1, with a title and a version of its own', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({
      title: expect.stringMatching(/./),
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
  });

  it('describes every route of every controller with its method, and no other', () => {
    expect(described(document)).toEqual(routesOf(side));
    expect(routesOf(side)).toEqual(
      expect.arrayContaining([
        'POST /v1/applications',
        'POST /peer/v1/messages',
        'GET /.well-known/jwks.json',
      ]),
    );
  });

  it('is consistent: each reference leads somewhere, each operation has an id of its own, each path parameter is named', () => {
    for (const reference of references(document))
      expect([reference, resolved(document, reference)]).toEqual([reference, expect.anything()]);
    const ids = operations(document).map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [path, item] of Object.entries<any>(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const method of METHODS.filter((each) => item[each])) {
        const { parameters = [], responses } = item[method];
        const inPath = parameters
          .filter((parameter: any) => parameter.in === 'path')
          .map(({ name }: any) => name);
        expect([path, inPath.toSorted()]).toEqual([path, named.toSorted()]);
        expect(Object.keys(responses)).not.toEqual([]);
      }
    }
  });

  it('says of every route who may call it, which headers it needs and how it answers what is wrong', () => {
    const headersOf = (operation: any): string[] =>
      (operation.parameters ?? []).filter((each: any) => each.in === 'header').map(({ name }: any) => name);
    for (const operation of operations(document))
      expect(Object.keys(operation.responses.default.content)).toEqual(['application/problem+json']);
    for (const [path, item] of Object.entries<any>(document.paths))
      for (const method of METHODS.filter((each) => item[each])) {
        const { security, 'x-roles': roles } = item[method];
        expect([path, security]).toEqual([path, path.startsWith('/v1/') ? [{ bearer: [] }] : undefined]);
        if (path.startsWith('/v1/staff/'))
          expect([path, roles]).toEqual([path, expect.arrayContaining([expect.any(String)])]);
        if (method === 'patch') expect([path, headersOf(item[method])]).toEqual([path, ['If-Match']]);
      }
    const { post } = document.paths['/v1/applications'];
    expect(headersOf(post)).toEqual(['Idempotency-Key']);
    expect(document.components.schemas.ProblemDto.required).toEqual(
      expect.arrayContaining(['code', 'title']),
    );
  });

  it('says what every route answers: each success with its status and the shape of its body', () => {
    expect(
      Object.entries<any>(document.paths).flatMap(([path, item]) =>
        METHODS.filter((method) => item[method] && !isAnswerTold(document, item[method])).map(
          (method) => `${method} ${path}`,
        ),
      ),
    ).toEqual([]);
  });

  it('says of an application its form, that a draft can be kept, and which headers answer it', () => {
    const { post } = document.paths['/v1/applications'];
    const { patch } = document.paths['/v1/applications/{id}'];
    const FORM = '#/components/schemas/ApplicationFormDraft';

    expect(post.parameters).toContainEqual(
      expect.objectContaining({ name: 'draft', in: 'query', required: false }),
    );
    expect(references(document.components.schemas.SubmitApplicationDto)).toContain(FORM);
    expect(references(patch.requestBody)).toEqual([FORM]);
    expect(Object.keys(post.responses['201'].headers)).toEqual(['ETag', 'Location']);
    expect(Object.keys(patch.responses['200'].headers)).toEqual(['ETag']);
  });

  it('gives each status of success that is made, accepted or without a body as what it is', () => {
    const statuses = (path: string, method: string): string[] =>
      Object.keys(document.paths[path][method].responses).filter((status) => status.startsWith('2'));

    expect(statuses('/v1/applications', 'post')).toEqual(['201']);
    expect(statuses('/v1/staff/imports', 'post')).toEqual(['202']);
    expect(statuses('/v1/accounts/{accountNumber}', 'patch')).toEqual(['200', '202']);
    expect(document.paths['/v1/accounts/{accountNumber}/users/{id}'].delete.responses['204']).toEqual({
      description: 'No Content',
    });
    expect(Object.keys(document.paths['/peer/v1/messages'].post.responses['200'].content)).toEqual([
      'application/vnd.peer.v1+json',
    ]);
    expect(
      Object.keys(
        document.paths['/v1/accounts/{accountNumber}/membership-letter'].get.responses['200'].content,
      ),
    ).toEqual(['text/html']);
  });

  it('has only what OpenAPI 3.1 knows', () => {
    expect(
      Object.keys(document).filter(
        (name) =>
          ![
            'openapi',
            'info',
            'paths',
            'components',
            'servers',
            'tags',
            'security',
            'webhooks',
            'externalDocs',
            'jsonSchemaDialect',
          ].includes(name),
      ),
    ).toEqual([]);
    const text = JSON.stringify(document);
    expect(text).not.toContain('"nullable"');
    for (const operation of operations(document)) {
      for (const parameter of operation.parameters ?? [])
        expect(parameter).toMatchObject({
          name: expect.any(String),
          in: expect.stringMatching(/^(query|path|header|cookie)$/),
          schema: expect.anything(),
        });
    }
  });

  it('holds against the schema of OpenAPI 3.1', () => {
    // In a process of its own: the validator is an ES module that Jest cannot load.
    const script = join(__dirname, '..', '..', 'scripts', 'validate-openapi.mjs');
    const { stdout } = spawnSync(process.execPath, [script], {
      input: JSON.stringify(document),
      encoding: 'utf8',
    });

    expect(JSON.parse(stdout)).toEqual({ version: '3.1', valid: true });
  });

  it('is shown as a page that needs nothing from elsewhere', async () => {
    const page = await fetch(`${side.url}/docs`);

    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).not.toMatch(/https?:\/\//);
  });
});
