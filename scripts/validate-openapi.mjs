/**
 * Reads an OpenAPI document from standard input; ends with 1, and the faults as JSON, where the schema of its version does not hold, or
 * where a schema that it names is none of JSON Schema 2020-12.
 */
import { text } from 'node:stream/consumers';
import { Validator } from '@seriousme/openapi-schema-validator';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Words of OpenAPI's own beside those of JSON Schema. */
const OPENAPI_WORDS = ['components', 'example'];

/** Strictly: a word or a format that nobody knows is a fault too. */
function schemaFaults({ components }) {
  const ajv = addFormats.default(
    new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, keywords: OPENAPI_WORDS }),
  );
  ajv.addSchema({ $id: 'api', components });
  return Object.keys(components.schemas).flatMap((name) => {
    try {
      ajv.compile({ $ref: `api#/components/schemas/${name}` });
      return [];
    } catch ({ message }) {
      return [`${name}: ${message}`];
    }
  });
}

const document = JSON.parse(await text(process.stdin));
const validator = new Validator();
const { valid, errors = [] } = await validator.validate(document);
const faults = [...errors, ...(valid ? schemaFaults(document) : [])];
console.log(
  JSON.stringify({
    version: validator.version,
    valid: faults.length === 0,
    ...(faults.length > 0 && { errors: faults }),
  }),
);
if (faults.length > 0) process.exitCode = 1;
