import { applyDecorators, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';

/** For a route whose answer is a file: its media types, for the API's document. Types of answers tell only JSON. */
export const AnswersFile = (...mediaTypes: string[]): MethodDecorator =>
  applyDecorators(
    ApiProduces(...mediaTypes),
    ApiOkResponse({
      description: 'The file, of the type that `Content-Type` names',
      schema: { type: 'string', format: 'binary' },
    }),
  );

/** A file that is one JSON document of this type, sent in pieces. */
export class JsonFile<Body> extends StreamableFile {
  /** Never there: the type of what the pieces make, for the API's document. */
  declare readonly document?: Body;
}
