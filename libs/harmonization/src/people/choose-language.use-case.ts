import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import type { Language } from '@platform/http/language';
import { AuditLog } from '../audit/audit-log';
import { KnownLogins } from './known-logins';

/** Someone chooses the language in which this program writes to it. */
@Injectable()
export class ChooseLanguage {
  constructor(
    private readonly db: Database,
    private readonly logins: KnownLogins,
    private readonly audit: AuditLog,
  ) {}

  async read({ subject }: Caller): Promise<{ language: Language | null }> {
    const known = await this.logins.find(this.db.source.manager, subject);
    return { language: known?.language ?? null };
  }

  async execute(caller: Caller, language: Language): Promise<{ language: Language | null }> {
    return this.db.transaction(async (tx) => {
      const before = (await this.logins.find(tx, caller.subject))?.language ?? null;
      if (before === language) return { language };
      await this.logins.prefer(tx, caller.subject, language);
      const by = { actor: caller.subject, role: caller.roles[0] ?? 'NONE' };
      const change = { before: { language: before }, after: { language } };
      await this.audit.append(tx, [
        { by, action: 'login.language-chosen', subjectKind: 'login', subjectId: caller.subject, ...change },
      ]);
      return { language };
    });
  }
}
