import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ACCESS, type Access } from './access';
import { roleMissing } from './auth-problems';
import type { Caller, RequestWithCaller } from './caller';
import { verifiedCaller } from './verified-caller';
import { TokenVerifier } from './token-verifier';

/** Stands before every route and denies by default. Which objects a caller may see is the use case's business. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<RequestWithCaller>();
    const caller = await verifiedCaller(request, this.tokens);
    if (!admits(access, caller)) throw roleMissing(access?.kind === 'roles' ? access.roles : []);
    request.caller = caller;
    return true;
  }
}

function admits(access: Access | undefined, caller: Caller): boolean {
  if (!access || access.kind === 'public') return false;
  return access.kind === 'signedIn' || access.roles.some((role) => caller.roles.includes(role));
}
