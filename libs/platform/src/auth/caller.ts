import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The person who calls, as the identity provider vouches for it. */
export interface Caller {
  /** The provider's own stable name of the person (`sub`). */
  readonly subject: string;
  readonly name?: string;
  /** Only an address that the provider has verified. */
  readonly email?: string;
  /** Role names are the app's own; opaque here. */
  readonly roles: readonly string[];
  /** Where the person works, e.g. a field office or headquarters; opaque here. */
  readonly office?: string;
}

export type RequestWithCaller = FastifyRequest & { caller?: Caller };

/** Who calls; an Error on a public route, where there is no caller. */
export function callerOf(context: ExecutionContext): Caller {
  const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!caller) throw new Error('A public route asks who calls: there is no caller.');
  return caller;
}

/** Parameter: who calls. Only on routes that are not public. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context),
);
