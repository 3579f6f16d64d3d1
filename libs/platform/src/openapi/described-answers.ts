import { readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';

type Schema = Record<string, unknown>;
/** A path's operations; only what this file reads and writes of them. */
type Operation = { summary?: string; description?: string; responses: Record<string, object> };

interface DescribedRoute {
  readonly description?: string;
  /** By status and media type; a status without a body has none. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, { schema: Schema }>>>>;
  /** By status: the names of headers that come with it always, each one of `SENT_HEADERS`. */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
}

/** What every route answers, as `npm run answers` reads it from the types: made with the code, read where the document is served. */
export interface DescribedAnswers {
  /** By method and path: `GET /v1/links/{linkId}`. */
  readonly routes: Readonly<Record<string, DescribedRoute>>;
  /** The types that have a name. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

export const readAnswers = (file: string): DescribedAnswers =>
  JSON.parse(readFileSync(file, 'utf8')) as DescribedAnswers;

/** The headers of answers that a client needs for its next request. */
export const SENT_HEADERS: Readonly<Record<string, object>> = {
  ETag: {
    description: 'The version of what is answered: send it as `If-Match` with a change',
    required: true,
    schema: { type: 'string', example: '"7"' },
  },
  Location: {
    description: 'Where what was made, or its list, is read',
    required: true,
    schema: { type: 'string', format: 'uri-reference' },
  },
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Puts what the routes answer into the document of the routes; what a route says of itself, as a file does, stays. */
export function withAnswers(document: OpenAPIObject, { routes, schemas }: DescribedAnswers): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined;
      const described = routes[`${method.toUpperCase()} ${path}`];
      if (operation && described) describe(operation, described);
    }
  document.components = { ...document.components, schemas: { ...schemas, ...document.components?.schemas } };
  return document;
}

function describe(operation: Operation, { description, answers, headers }: DescribedRoute): void {
  if (description) operation.description ??= description;
  if (description) operation.summary ??= firstSentence(description);
  for (const [status, content] of Object.entries(answers))
    operation.responses[status] = {
      description: STATUS_CODES[status] ?? '',
      ...headersOf(headers?.[status]),
      ...(Object.keys(content).length > 0 && { content }),
    };
}

function headersOf(names: readonly string[] = []): { headers?: Record<string, object> } {
  if (names.length === 0) return {};
  return { headers: Object.fromEntries(names.map((name) => [name, sentHeader(name)])) };
}

function sentHeader(name: string): object {
  const header = SENT_HEADERS[name];
  if (!header) throw new Error(`@sends ${name}: no such header is described`);
  return header;
}

/** What a list of routes shows beside each. */
const firstSentence = (text: string): string => text.replace(/[.;] .*$/s, '').replace(/\.$/, '');
