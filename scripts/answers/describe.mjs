/** What every route answers, by status and media type, and the schemas that are named there: see `DescribedAnswers` of the platform. */
import { dirname } from 'node:path';
import ts from 'typescript';
import { routesOf } from './routes.mjs';
import { Schemas } from './schemas.mjs';

const sorted = (entries) =>
  Object.fromEntries([...entries].toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** Bytes and pages: `@AnswersFile` tells their media types, a TypeScript type does not. */
const isNoJson = (type) =>
  ['StreamableFile', 'Buffer'].includes(type.symbol?.name) || (type.flags & ts.TypeFlags.String) !== 0;
const isNothing = (type) => (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0;

/** A `JsonFile<Body>` is saved as a file, and holds its type. */
const bodyOf = (checker, type) =>
  type.symbol?.name === 'JsonFile' ? checker.getTypeArguments(type)[0] : type;

function answerOf(schemas, mediaType, { status, types }) {
  const bodies = types.map((type) => bodyOf(schemas.checker, type)).filter((type) => !isNothing(type));
  if (bodies.some(isNoJson)) return [];
  return [[status, bodies.length === 0 ? {} : { [mediaType]: { schema: schemas.ofAny(bodies) } }]];
}

function describeRoute(schemas, { route, description, mediaType, answers, headers }) {
  try {
    const told = Object.fromEntries(answers.flatMap((answer) => answerOf(schemas, mediaType, answer)));
    const sent = Object.values(headers).some((names) => names.length > 0);
    return [route, { ...(description && { description }), answers: told, ...(sent && { headers }) }];
  } catch (cause) {
    throw new Error(`${route}: ${cause.message}`, { cause });
  }
}

/** What the controllers of a compiled program answer. */
export function answersOf(program) {
  const schemas = new Schemas(program.getTypeChecker());
  const routes = routesOf(program).map((route) => describeRoute(schemas, route));
  return { routes: sorted(routes), schemas: sorted(schemas.components) };
}

/** The program of these files, with the settings of the project's own compiler. */
export function programOf(files, configFile) {
  const { config, error } = ts.readConfigFile(configFile, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, ' '));
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, files, include: [] },
    ts.sys,
    dirname(configFile),
  );
  return ts.createProgram(files, options);
}
