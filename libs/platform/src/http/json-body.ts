import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ProblemError } from '../problem/problem-error';
import { bodyMalformed, contentEncodingUnsupported } from '../problem/request-problems';
import { refuseUnusableJson } from './usable-text';

/** The bytes as they came: what a signature over the content covers. */
export type RequestWithRawBody = FastifyRequest & { rawBody?: Buffer };

/** Keys that could reach an object's prototype; the pattern also finds them escaped. */
const PROTOTYPE_KEY = /"(?:_|\\u005[Ff]){2}proto(?:_|\\u005[Ff]){2}"\s*:/;

function parse(text: string): unknown {
  if (PROTOTYPE_KEY.test(text)) throw bodyMalformed();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw bodyMalformed((cause as Error).message);
  }
}

/** An empty body is no body: actions without one are posted with the header all the same. */
function read(request: RequestWithRawBody, bytes: Buffer): unknown {
  if (request.headers['content-encoding'] && request.headers['content-encoding'] !== 'identity')
    throw contentEncodingUnsupported();
  request.rawBody = bytes;
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw bodyMalformed();
  const json = bytes.toString('utf8');
  const body = parse(json);
  refuseUnusableJson(json, body);
  return body;
}

/** JSON only (a merge patch is JSON too), as UTF-8, without text that no database column can hold. Everything else: 415. */
export function acceptJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (request, bytes, done) => {
      try {
        done(null, read(request, bytes as Buffer));
      } catch (error) {
        done(error as ProblemError);
      }
    },
  );
}
