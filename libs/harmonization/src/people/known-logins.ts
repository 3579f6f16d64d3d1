import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Caller, RequestWithCaller } from '@platform/auth/caller';
import { Clock } from '@platform/clock';
import { Database, type Tx } from '@platform/database';
import type { Language } from '@platform/http/language';
import { RefusedError } from '../refusal/refused.error';
import { KnownLogin } from './known-login.entity';

/** Milliseconds of the machine's time between two looks at one login: how long a ban may take to reach another process. */
const LOOK_AGAIN_MS = 30_000;
const MOST_REMEMBERED = 50_000;

const SEE = `
  INSERT INTO known_login AS k (login, email, name, roles, office, first_seen_at, last_seen_at)
  VALUES ($1, $2, $3, $4, $5, $6, $6)
  ON CONFLICT (login) DO UPDATE SET email = excluded.email, name = excluded.name, roles = excluded.roles, office = excluded.office,
    last_seen_at = greatest(k.last_seen_at, excluded.last_seen_at)
  RETURNING disabled_at IS NOT NULL AS disabled`;

const PREFER = 'UPDATE known_login SET language = $2 WHERE login = $1';

const LANGUAGE_OF = `SELECT language FROM known_login WHERE email = $1 AND language IS NOT NULL ORDER BY last_seen_at DESC LIMIT 1`;

/** Writes down who signs in, and lets nobody in whom headquarters has shut out. The table's only writer. */
@Injectable()
export class KnownLogins implements CanActivate {
  private readonly looked = new Map<string, { at: number; disabled: boolean }>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
    if (caller && (await this.isDisabled(caller))) throw new RefusedError({ code: 'LOGIN_DISABLED' });
    return true;
  }

  /** The language that the address's owner has chosen, or undefined. */
  async languageOf(tx: Tx, email: string): Promise<Language | undefined> {
    const rows: { language: Language }[] = await tx.query(LANGUAGE_OF, [email.toLowerCase()]);
    return rows[0]?.language;
  }

  async find(tx: Tx, login: string): Promise<KnownLogin | null> {
    return tx.findOneBy(KnownLogin, { login });
  }

  async prefer(tx: Tx, login: string, language: Language): Promise<void> {
    await tx.query(PREFER, [login, language]);
  }

  /** Shuts a login out of this program's service, or lets it in again; at once here, within half a minute elsewhere. */
  async storeBan(tx: Tx, login: string, ban: { by: string; reason: string } | undefined): Promise<void> {
    const disabledAt = ban ? this.clock.now() : null;
    const change = { disabledAt, disabledBy: ban?.by ?? null, disabledReason: ban?.reason ?? null };
    await tx.update(KnownLogin, { login }, change);
    this.db.afterCommit(tx, () => this.looked.delete(login));
  }

  private async isDisabled(caller: Caller): Promise<boolean> {
    const known = this.looked.get(caller.subject);
    if (known && Date.now() - known.at < LOOK_AGAIN_MS) return known.disabled;
    const { subject, email, name, roles, office } = caller;
    const [row] = await this.db.query<{ disabled: boolean }>(SEE, [
      subject,
      email?.toLowerCase() ?? null,
      name ?? null,
      JSON.stringify(roles),
      office ?? null,
      this.clock.now(),
    ]);
    if (this.looked.size >= MOST_REMEMBERED) this.looked.clear();
    this.looked.set(subject, { at: Date.now(), disabled: row?.disabled ?? false });
    return row?.disabled ?? false;
  }
}
