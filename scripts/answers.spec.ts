import ts from 'typescript';

type Schema = Record<string, any>;
interface Told {
  routes: Record<
    string,
    {
      description?: string;
      answers: Record<string, Record<string, { schema: Schema }>>;
      headers?: Record<string, string[]>;
    }
  >;
  schemas: Record<string, Schema>;
}
type AnswersOf = (program: ts.Program) => Told;

/** A variable, since scripts have no types to be imported. */
const SCRIPT: string = './answers/describe.mjs';

const NEST = `
declare const Controller: any, Get: any, Post: any, HttpCode: any, ApiProduces: any;
declare class StreamableFile { stream: unknown }
declare class JsonFile<Body> extends StreamableFile { declare document?: Body }
interface Page<T> { items: T[]; next?: string }
`;
const NAME = '/things.controller.ts';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es5.d.ts', 'lib.es2015.promise.d.ts', 'lib.es2015.iterable.d.ts'],
  strict: true,
  experimentalDecorators: true,
  types: [],
};
/** The compiler's own library, read once. */
const library = new Map<string, ts.SourceFile | undefined>();

/** The program of this one file. */
function programOf(source: string): ts.Program {
  const host = ts.createCompilerHost(OPTIONS);
  const disk = { ...host };
  host.fileExists = (name) => name === NAME || disk.fileExists(name);
  host.getSourceFile = (name, target) => {
    if (name === NAME) return ts.createSourceFile(name, NEST + source, target);
    if (!library.has(name)) library.set(name, disk.getSourceFile(name, target));
    return library.get(name);
  };
  return ts.createProgram([NAME], OPTIONS, host);
}

describe('describing what controllers answer', () => {
  let answersOf: AnswersOf;
  beforeAll(async () => {
    ({ answersOf } = (await import(SCRIPT)) as { answersOf: AnswersOf });
  });

  const told = (types: string, methods: string): Told =>
    answersOf(programOf(`${types}\n@Controller('v1/things') class Things { ${methods} }`));
  /** The schema of one type, as a route that reads it answers it. */
  const schemaOf = (type: string, types = ''): Schema =>
    told(types, `@Get() one(): Promise<${type}> { throw 0 }`).routes['GET /v1/things']!.answers['200']![
      'application/json'
    ]!.schema;
  const thing = (fields: string, types = ''): Schema =>
    told(`${types} interface Thing { ${fields} }`, '@Get() one(): Promise<Thing> { throw 0 }').schemas.Thing!;

  it('finds each route with its path, its status and its comment', () => {
    const { routes } = told(
      'interface Thing { id: string }',
      `
      /** Makes a thing. */
      @Post() make(): Promise<Thing> { throw 0 }
      @Post(':id/end') @HttpCode(204) async end(): Promise<void> {}
      @Get(':id') one(): Thing { throw 0 }
      private helper(): string { return '' }`,
    );

    const schema = { $ref: '#/components/schemas/Thing' };
    expect(routes).toEqual({
      'GET /v1/things/{id}': { answers: { 200: { 'application/json': { schema } } } },
      'POST /v1/things': {
        description: 'Makes a thing.',
        answers: { 201: { 'application/json': { schema } } },
      },
      'POST /v1/things/{id}/end': { answers: { 204: {} } },
    });
  });

  it('tells another status for the part of an answer whose type says so, and another media type for a route that says so', () => {
    const { routes } = told(
      `const PEER = 'application/peer+json';
      interface Thing { id: string }
      /** @status 202 */ interface Kept { draft: Thing }`,
      `@Get('one') one(): Promise<Thing | Kept> { throw 0 }
      @Get('two') @ApiProduces(PEER) two(): Thing { throw 0 }`,
    );

    expect(routes['GET /v1/things/one']!.answers).toEqual({
      200: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
      202: { 'application/json': { schema: { $ref: '#/components/schemas/Kept' } } },
    });
    expect(Object.keys(routes['GET /v1/things/two']!.answers['200']!)).toEqual(['application/peer+json']);
  });

  it('tells the headers that a comment names, with the usual status of their route only', () => {
    const { routes } = told(
      `interface Thing { id: string }
      /** @status 202 */ interface Kept { draft: Thing }`,
      `
      /** Makes a thing.
       * @sends ETag, Location
       */
      @Post() make(): Promise<Thing | Kept> { throw 0 }`,
    );

    expect(routes['POST /v1/things']).toMatchObject({
      description: 'Makes a thing.',
      headers: { 201: ['ETag', 'Location'] },
    });
  });

  it('says nothing of a file, and all of a file that is one JSON document', () => {
    const { routes } = told(
      'interface Thing { id: string }',
      `@Get('bytes') bytes(): Promise<StreamableFile> { throw 0 }
      @Get('json') json(): Promise<JsonFile<Thing>> { throw 0 }`,
    );

    expect(routes['GET /v1/things/bytes']!.answers).toEqual({});
    expect(routes['GET /v1/things/json']!.answers['200']).toEqual({
      'application/json': { schema: { $ref: '#/components/schemas/Thing' } },
    });
  });

  it.each<[string, Schema]>([
    [
      '{ a: string; b: number; c: boolean }',
      { a: { type: 'string' }, b: { type: 'integer' }, c: { type: 'boolean' } },
    ],
    ["{ a: 'X' | 'Y' }", { a: { type: 'string', enum: ['X', 'Y'] } }],
    ["{ a: 'X' }", { a: { const: 'X' } }],
    ['{ a: true }', { a: { const: true } }],
    ['{ a: string | null }', { a: { type: ['string', 'null'] } }],
    ['{ a: boolean | null }', { a: { type: ['boolean', 'null'] } }],
    ["{ a: 'X' | null }", { a: { anyOf: [{ type: 'string', enum: ['X'] }, { type: 'null' }] } }],
    ['{ a: readonly string[] }', { a: { type: 'array', items: { type: 'string' } } }],
    [
      '{ a: [string, number] }',
      {
        a: {
          type: 'array',
          prefixItems: [{ type: 'string' }, { type: 'integer' }],
          minItems: 2,
          maxItems: 2,
        },
      },
    ],
    ['{ a: Record<string, number> }', { a: { type: 'object', additionalProperties: { type: 'integer' } } }],
    ['{ a: unknown }', { a: {} }],
    ['{ a: Date | null }', { a: { type: ['string', 'null'], format: 'date-time' } }],
    ['{ a: string; b(): void; c: () => void; d: never }', { a: { type: 'string' } }],
  ])('knows the form of %s in JSON', (type, properties) => {
    expect(schemaOf(type).properties).toEqual(properties);
  });

  it('requires each field but those that may be absent', () => {
    expect(schemaOf('{ a: string; b?: string; c: string | undefined; d: string | null }').required).toEqual([
      'a',
      'd',
    ]);
  });

  it('reads dates and instants from the house’s names, and any format from a comment', () => {
    expect(
      thing(
        'endsOn: string; on: string | null; endsAt: string; at: string; season: string;\n /** @format uuid */ id: string',
      ).properties,
    ).toEqual({
      endsOn: { type: 'string', format: 'date' },
      on: { type: ['string', 'null'], format: 'date' },
      endsAt: { type: 'string', format: 'date-time' },
      at: { type: 'string', format: 'date-time' },
      season: { type: 'string' },
      id: { type: 'string', format: 'uuid' },
    });
  });

  it('takes numbers for whole, but for those that a comment calls measured', () => {
    expect(
      thing('count: number; rest: number | null;\n /** @format double */ share: number | null').properties,
    ).toEqual({
      count: { type: 'integer' },
      rest: { type: ['integer', 'null'] },
      share: { type: ['number', 'null'], format: 'double' },
    });
  });

  it('gives a named type a component of its name, with its comment, and a page the name of what it pages', () => {
    const { routes, schemas } = told(
      `/** A thing. */ interface Thing {
        /** Its
         * parts. */
        parts: Thing[];
        colour?: Colour;
        shade: Colour | null;
      }
      type Colour = 'RED' | 'BLUE';`,
      '@Get() list(): Promise<Page<Thing>> { throw 0 }',
    );

    const colour = { $ref: '#/components/schemas/Colour' };
    expect(routes['GET /v1/things']!.answers['200']).toEqual({
      'application/json': { schema: { $ref: '#/components/schemas/ThingPage' } },
    });
    expect(schemas.Thing).toEqual({
      description: 'A thing.',
      type: 'object',
      properties: {
        parts: { description: 'Its parts.', type: 'array', items: { $ref: '#/components/schemas/Thing' } },
        colour,
        shade: { anyOf: [colour, { type: 'null' }] },
      },
      required: ['parts', 'shade'],
    });
    expect(schemas.Colour).toEqual({ type: 'string', enum: ['BLUE', 'RED'] });
    expect(Object.keys(schemas)).toEqual(['Colour', 'Thing', 'ThingPage']);
  });

  it('tells what is left of a type without its hidden fields, and all of one that extends another', () => {
    const { schemas } = told(
      `interface Base { id: string }
      interface Thing extends Base { name: string }
      class Row { id: string; private secret: string }
      type Told = Omit<Thing, 'id'> & { row: Row };`,
      '@Get() one(): Promise<Told> { throw 0 } @Get("x") two(): Promise<Thing> { throw 0 }',
    );

    expect(Object.keys(schemas.Told!.properties as object)).toEqual(['name', 'row']);
    expect(Object.keys(schemas.Thing!.properties as object).toSorted()).toEqual(['id', 'name']);
    expect(Object.keys(schemas.Row!.properties as object)).toEqual(['id']);
  });

  it('refuses what has no form in JSON, and two types of one name, and says where', () => {
    expect(() => schemaOf('{ big: bigint }')).toThrow(/GET \/v1\/things: bigint has no form in JSON/);
    expect(() =>
      told(
        'namespace A { export interface T { a: 1 } } namespace B { export interface T { b: 1 } }',
        '@Get() one(): Promise<{ a: A.T; b: B.T }> { throw 0 }',
      ),
    ).toThrow(/the name T/);
  });
});
