import { applyDecorators, SetMetadata, type CustomDecorator } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';

/** Who may call a route. A route that says nothing may be called by nobody. */
export type Access = { kind: 'public' } | { kind: 'signedIn' } | { kind: 'roles'; roles: readonly string[] };

export const ACCESS = 'platform:access';

/** Anyone, without a token: metadata of the service, or a route with a guard of its own (signatures). */
export const Public = (): CustomDecorator => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Anyone with a valid token, whatever its roles. */
export const SignedIn = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ACCESS, { kind: 'signedIn' } satisfies Access), ApiBearerAuth());

/** Anyone with a valid token that carries at least one of these roles; the API's description names them as `x-roles`. */
export const Roles = (...roles: string[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, { kind: 'roles', roles } satisfies Access),
    ApiBearerAuth(),
    ApiExtension('x-roles', roles),
  );
