import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import type { Actor } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { AccountStanding } from './account-standing';
import { Accounts } from './accounts';

/** An officer moves an account along the program's life cycle. */
@Injectable()
export class ChangeStatus {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly standing: AccountStanding,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /**
   * Refuses: STATUS_NOT_ALLOWED (with what is), NOT_ALLOWED (headquarters only), REASON_MISSING, REASON_NOT_LISTED (with the
   * list), VALIDATION_MISSING, NOT_FOUND.
   */
  async execute(officer: Caller, accountNumber: string, to: string, reasonCode?: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const account = await this.accounts.lock(tx, accountNumber);
      if (!account) throw new RefusedError({ code: 'NOT_FOUND' });
      const as = this.roleFor(officer, account.status, to);
      await this.standing.move(tx, account, {
        to,
        as,
        by: { actor: officer.subject, role: as },
        source: 'officer',
        reasonCode,
      });
    });
  }

  /** Who is both an officer and of headquarters acts in the role that the move asks for. */
  private roleFor({ roles }: Caller, from: string, to: string): Actor {
    const held = (['HQ', 'OFFICER'] as const).filter((role) => roles.includes(role));
    const move = this.profile.lifeCycle.moves[from]?.find((candidate) => candidate.to === to);
    return held.find((role) => move?.by.includes(role)) ?? held[0] ?? 'OFFICER';
  }
}
