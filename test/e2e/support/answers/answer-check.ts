import { KERNEL_ANSWERS } from '@harmonization/answers';
import { readAnswers, SENT_HEADERS } from '@platform/openapi/described-answers';
import type { Answer } from '@testing/people/session';
import addFormats from 'ajv-formats';
import {
  Ajv2020,
  type AnySchemaObject,
  type ErrorObject,
  type Options,
  type ValidateFunction,
} from 'ajv/dist/2020';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly answer: Answer;
}

const COMPONENTS = '#/components/schemas/';
const { routes, schemas } = readAnswers(KERNEL_ANSWERS);
/** Each file of tests compiles anew what it meets: the schemas are held to their own standard by `scripts/validate-openapi.mjs`, not here. */
const QUICKLY: Options = {
  ...{ strict: false, allErrors: true },
  ...{ meta: false, validateSchema: false, inlineRefs: false, code: { optimize: false } },
};
const ajv = addFormats(new Ajv2020(QUICKLY));

/**
 * The schema as this check takes it: each component by its name, and no field that is not described. A client is told nothing of the
 * second, so that a field that is added later breaks none.
 */
function closed(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const copy = Object.fromEntries(Object.entries(schema).map(([name, inner]) => [name, closed(inner)]));
  if (typeof copy.$ref === 'string') copy.$ref = copy.$ref.replace(COMPONENTS, '');
  if (copy.type === 'object' && copy.properties && !copy.additionalProperties)
    copy.additionalProperties = false;
  return copy;
}

for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(closed(schema) as AnySchemaObject, name);

interface Route {
  readonly name: string;
  readonly pattern: RegExp;
  readonly parameters: number;
}

/** Paths without a parameter come first: `/imports/incomplete` is no id. */
const ROUTES: readonly Route[] = Object.keys(routes)
  .map((name) => ({
    name,
    pattern: new RegExp(`^${name.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
    parameters: name.split('{').length,
  }))
  .toSorted((one, other) => one.parameters - other.parameters);

const validators = new Map<string, ValidateFunction>();

function validatorOf(route: string, status: string): ValidateFunction | undefined {
  const known = validators.get(`${route} ${status}`);
  if (known) return known;
  const content = routes[route]?.answers[status];
  const [told] = Object.values(content ?? {});
  if (!told) return undefined;
  const validate = ajv.compile(closed(told.schema) as AnySchemaObject);
  validators.set(`${route} ${status}`, validate);
  return validate;
}

const faultOf = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`;

/** Headers that are told but not sent, and those that are sent but not told. */
function headerFaults(route: string, { status, headers }: Answer): string[] {
  const told = routes[route]?.headers?.[status] ?? [];
  return Object.keys(SENT_HEADERS).flatMap((name) => {
    if (headers.has(name) === told.includes(name)) return [];
    return [`${route} ${told.includes(name) ? 'is said to send' : 'is not said to send'} ${name}`];
  });
}

/** Where a successful answer is not what the API's document says of its route; none for a problem. */
export function faultsOf({ method, path, answer }: Call): string[] {
  if (answer.status >= 300) return [];
  const call = `${method} ${path.replace(/\?.*$/, '')}`;
  const route = ROUTES.find(({ pattern }) => pattern.test(call))?.name;
  if (!route) return [`${call} is no route that is described`];
  const { answers } = routes[route]!;
  // A file: its route says its media types, and no shape.
  if (Object.keys(answers).length === 0) return [];
  if (!answers[answer.status]) return [`${route} is not said to answer ${answer.status}`];
  return [...headerFaults(route, answer), ...bodyFaults(route, answer)];
}

function bodyFaults(route: string, { status, body }: Answer): string[] {
  const validate = validatorOf(route, String(status));
  if (!validate) return body === undefined ? [] : [`${route} is said to answer without a body`];
  return validate(body) ? [] : (validate.errors ?? []).map(faultOf);
}
