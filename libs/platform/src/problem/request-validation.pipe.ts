import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { documentsOf } from './document';
import type { ProblemError } from './problem-error';
import { requestInvalid } from './request-problems';
import { violationsOf } from './violations';

/** Thrown inside the pipe only: which status it becomes depends on whether the body or the query is wrong. */
class FieldsInvalid extends Error {
  constructor(readonly errors: ValidationError[]) {
    super();
  }
}

const SIMPLE_TYPES: ReadonlySet<unknown> = new Set([
  String,
  Boolean,
  Number,
  Array,
  Object,
  Buffer,
  undefined,
]);

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The documents of a body, which the check of its DTO leaves alone. */
function documentsIn(value: unknown, { type, metatype }: ArgumentMetadata): Record<string, unknown> {
  if (type !== 'body' || !metatype || !isPlainObject(value)) return {};
  const held = [...documentsOf(metatype)].filter((name) => isPlainObject(value[name]));
  return Object.fromEntries(held.map((name) => [name, value[name]]));
}

const emptied = (documents: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(documents).map((name) => [name, {}]));

const bodyMissing = (): ProblemError =>
  requestInvalid(422, [
    { pointer: '', code: 'OBJECT_EXPECTED', expected: { en: 'a JSON object', fr: 'un objet JSON' } },
  ]);

/** Checks what came against its DTO: unknown fields refused, every wrong field named at once; 422 for bodies, 400 for queries and paths. */
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      // The object is needed to read the decorator's arguments; no answer shows it.
      validationError: { target: true },
      exceptionFactory: (errors) => new FieldsInvalid(errors),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && !SIMPLE_TYPES.has(metadata.metatype) && !isPlainObject(value))
      throw bodyMissing();
    const documents = documentsIn(value, metadata);
    try {
      if (Object.keys(documents).length === 0) return await super.transform(value, metadata);
      const outline = { ...(value as object), ...emptied(documents) };
      return Object.assign((await super.transform(outline, metadata)) as object, documents);
    } catch (error) {
      if (error instanceof FieldsInvalid)
        throw requestInvalid(metadata.type === 'body' ? 422 : 400, violationsOf(error.errors));
      throw error;
    }
  }
}
