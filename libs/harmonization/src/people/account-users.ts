import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { AccountAccess } from '../account/account.entity';
import { peopleOf, type AccessRight, type AccountPerson, type AccountRole } from '../domain/account-roles';
import { In } from 'typeorm';

// Of an address that several logins prove, the one seen last stands for the person.
const RIGHTS = `
  SELECT x.id, coalesce(x.login, k.login) AS login, coalesce(x.email, k.email) AS email, k.name, x.role, x.given_at AS since,
    k.login IS NOT NULL AS "hasSignedIn"
  FROM account_access x
    LEFT JOIN LATERAL (SELECT login, email, name FROM known_login k
      WHERE k.login = x.login OR (x.login IS NULL AND k.email = x.email) ORDER BY last_seen_at DESC LIMIT 1) k ON true
  WHERE x.account_number = $1 ORDER BY x.id`;

/** The people of an account: who may act on it, and in which role. Callers that change anything hold the account's lock. */
@Injectable()
export class AccountUsers {
  async people(tx: Tx, accountNumber: string): Promise<AccountPerson[]> {
    const rights: AccessRight[] = await tx.query(RIGHTS, [accountNumber]);
    return peopleOf(rights);
  }

  async storeRole(tx: Tx, { rights }: AccountPerson, role: AccountRole): Promise<void> {
    await tx.update(AccountAccess, { id: In([...rights]) }, { role });
  }

  /** Takes every right of the people away. */
  async remove(tx: Tx, people: readonly AccountPerson[]): Promise<void> {
    await tx.delete(AccountAccess, { id: In(people.flatMap(({ rights }) => [...rights])) });
  }
}
