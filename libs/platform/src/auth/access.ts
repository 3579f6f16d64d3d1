import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Who may call a route. A route that says nothing may be called by nobody. */
export type Access = { kind: 'public' } | { kind: 'signedIn' } | { kind: 'roles'; roles: readonly string[] };

export const ACCESS = 'platform:access';

/** Anyone, without a token: metadata of the service, or a route with a guard of its own (signatures). */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Anyone with a valid token, whatever its roles. */
export const SignedIn = (): CustomDecorator => SetMetadata(ACCESS, { kind: 'signedIn' } satisfies Access);

/** Anyone with a valid token that carries at least one of these roles. */
export const Roles = (...roles: string[]): CustomDecorator =>
  SetMetadata(ACCESS, { kind: 'roles', roles } satisfies Access);
