import type { OpenAPIObject } from '@nestjs/swagger';
import { withAnswers, type DescribedAnswers } from './described-answers';

const problem = { description: 'A problem' };
const aDocument = (responses: object): OpenAPIObject => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  components: { schemas: { ProblemDto: { type: 'object' } } },
  paths: { '/v1/things': { get: { responses: { ...responses, default: problem } } } },
});
const thing = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
const answersOf = (answers: DescribedAnswers['routes'][string]['answers']): DescribedAnswers => ({
  routes: { 'GET /v1/things': { description: 'Reads a thing. Reading changes nothing.', answers } },
  schemas: { Thing: { type: 'object' } },
});
const described = (document: OpenAPIObject): unknown => document.paths['/v1/things']?.get;

describe('the document with what its routes answer', () => {
  it('tells of each success its shape, and keeps what is told of problems', () => {
    const document = withAnswers(
      aDocument({ 200: { description: '' } }),
      answersOf({ 200: thing, 202: thing }),
    );

    expect(described(document)).toEqual({
      summary: 'Reads a thing',
      description: 'Reads a thing. Reading changes nothing.',
      responses: {
        200: { description: 'OK', content: thing },
        202: { description: 'Accepted', content: thing },
        default: problem,
      },
    });
    expect(document.components?.schemas).toEqual({
      Thing: { type: 'object' },
      ProblemDto: { type: 'object' },
    });
  });

  it('tells of the headers that come with a success, and refuses one that nobody has described', () => {
    const sending = (name: string): DescribedAnswers => {
      const { routes, schemas } = answersOf({ 200: thing, 202: thing });
      return {
        routes: { 'GET /v1/things': { ...routes['GET /v1/things']!, headers: { 200: [name] } } },
        schemas,
      };
    };
    const { responses } = described(withAnswers(aDocument({}), sending('ETag'))) as any;

    expect(Object.keys(responses['200'].headers)).toEqual(['ETag']);
    expect(responses['202']).not.toHaveProperty('headers');
    expect(() => withAnswers(aDocument({}), sending('X-Thing'))).toThrow(/@sends X-Thing/);
  });

  it('gives no body to a status that has none', () => {
    expect(
      described(withAnswers(aDocument({ 204: { description: '' } }), answersOf({ 204: {} }))),
    ).toMatchObject({
      responses: { 204: { description: 'No Content' } },
    });
  });

  it('leaves a file as its route tells of it', () => {
    const file = { description: 'The file', content: { 'application/pdf': {} } };

    expect(described(withAnswers(aDocument({ 200: file }), answersOf({})))).toMatchObject({
      responses: { 200: file },
    });
  });
});
