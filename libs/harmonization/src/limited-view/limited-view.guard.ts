import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { RequestWithCaller } from '@platform/auth/caller';
import { admissionOf, isAboutAccount } from '../domain/limited-views';
import { LimitedViews } from './limited-views';

/** VIEW-1: stands before every carrier's call on an account and asks the table whether the client answers it. */
@Injectable()
export class LimitedViewGuard implements CanActivate {
  constructor(private readonly views: LimitedViews) {}

  /** A route that nobody has put into the table is answered by the host alone. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller, method, params, routeOptions } = context
      .switchToHttp()
      .getRequest<RequestWithCaller & { params: Record<string, string> }>();
    const route = routeOptions.url ?? '';
    if (!caller || !isAboutAccount(route)) return true;
    const admission = admissionOf(method, route);
    if (admission === undefined || admission === 'VALIDATION_RESPONSE')
      await this.views.requireAnsweredHere(caller, params.accountNumber ?? '', admission);
    return true;
  }
}
