import { ApiHeader, type ApiHeaderOptions } from '@nestjs/swagger';

/** For a parameter that reads a header: puts the header into the OpenAPI document of every route that has the parameter. */
export const describedHeader =
  (header: ApiHeaderOptions): ParameterDecorator =>
  (controller, route) => {
    const handler = Object.getOwnPropertyDescriptor(controller, route as PropertyKey);
    if (handler) ApiHeader(header)(controller, route as string, handler);
  };
