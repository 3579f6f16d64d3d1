/** Reads an OpenAPI document from standard input; ends with 1, and the faults as JSON, where the schema of its version does not hold. */
import { text } from 'node:stream/consumers';
import { Validator } from '@seriousme/openapi-schema-validator';

const validator = new Validator();
const { valid, errors } = await validator.validate(JSON.parse(await text(process.stdin)));
console.log(JSON.stringify({ version: validator.version, valid, errors }));
if (!valid) process.exitCode = 1;
