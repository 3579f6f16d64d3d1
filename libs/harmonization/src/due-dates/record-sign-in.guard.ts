import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Caller, RequestWithCaller } from '@platform/auth/caller';
import { Clock, dateIn } from '@platform/clock';
import { Database } from '@platform/database';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';

const RECORD = `
  INSERT INTO carrier_sign_in (account_number, login, signed_in_on)
  SELECT DISTINCT account_number, $1, $3::date FROM account_access WHERE (login = $1 OR email = $2) AND role = 'OFFICER'
  ON CONFLICT DO NOTHING`;

/**
 * DUE-9: the first call of a day by a company officer is its sign-in, for each account that it may act on. Later calls of the day cost a look
 * into memory; several processes, or a restart, write the same row. A guard that lets everyone pass: with an interceptor Nest would wrap every
 * answer in a stream.
 */
@Injectable()
export class RecordSignIn implements CanActivate {
  private day = '';
  private readonly seen = new Set<string>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
    if (caller?.roles.includes('CARRIER_OFFICER')) await this.record(caller);
    return true;
  }

  private async record({ subject, email }: Caller): Promise<void> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    if (today !== this.day) {
      this.seen.clear();
      this.day = today;
    }
    if (this.seen.has(subject)) return;
    await this.db.query(RECORD, [subject, email?.toLowerCase() ?? null, today]);
    this.seen.add(subject);
  }
}
