import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { decodeCursor, pageOf, type Page } from '@platform/http/pagination';
import { AuditLog } from '../audit/audit-log';
import { found } from '../refusal/found';
import { RefusedError } from '../refusal/refused.error';
import { KnownLogin } from './known-login.entity';
import { KnownLogins } from './known-logins';
import type { LoginsQuery } from './people.dto';

const isText = (value: unknown): value is string => typeof value === 'string';

/** Headquarters shuts a login out of this service, whatever its tokens say, and lets it in again. */
@Injectable()
export class BanLogin {
  constructor(
    private readonly db: Database,
    private readonly logins: KnownLogins,
    private readonly audit: AuditLog,
  ) {}

  async list({ limit, cursor, role }: LoginsQuery): Promise<Page<KnownLogin>> {
    const query = this.db.source.manager
      .createQueryBuilder(KnownLogin, 'k')
      .orderBy('k.login')
      .take(limit + 1);
    if (cursor) query.andWhere('k.login > :after', { after: decodeCursor(cursor, isText) });
    if (role) query.andWhere('k.roles @> :roles::jsonb', { roles: JSON.stringify([role]) });
    return pageOf(await query.getMany(), limit, ({ login }) => login);
  }

  /** Refuses: NOT_FOUND for a login that was never seen, NOT_ALLOWED for one's own. */
  async execute(officer: Caller, login: string, reason: string, isBan: boolean): Promise<KnownLogin> {
    return this.db.transaction(async (tx) => {
      if (login === officer.subject) throw new RefusedError({ code: 'NOT_ALLOWED' });
      const known = await this.logins.find(tx, login);
      if (!known) throw new RefusedError({ code: 'NOT_FOUND' });
      if ((known.disabledAt !== null) === isBan) return known;
      await this.logins.storeBan(tx, login, isBan ? { by: officer.subject, reason } : undefined);
      const action = isBan ? 'login.disabled' : 'login.enabled';
      const by = { actor: officer.subject, role: 'HQ' };
      await this.audit.append(tx, [{ by, action, subjectKind: 'login', subjectId: login, reason }]);
      return found(await this.logins.find(tx, login));
    });
  }
}
