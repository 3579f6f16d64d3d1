import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';

/** As SQL, of a column or a parameter that names an account here: its live link is disputed, by either side. */
export const hidesCompany = (accountNumber: string): string => `EXISTS (
  SELECT 1 FROM link disputed WHERE disputed.live AND disputed.local_account_number = ${accountNumber}
    AND (disputed.copy->'own'->'pauses' @> '["DISPUTED"]' OR disputed.copy->'mirror'->'pauses' @> '["DISPUTED"]'))`;

/** DISP-2: whether the carrier of an account may see nothing of the company that it is linked with. */
@Injectable()
export class HiddenCompany {
  async isHidden(tx: Tx, accountNumber: string): Promise<boolean> {
    const [row]: { hidden: boolean }[] = await tx.query(`SELECT ${hidesCompany('$1')} AS hidden`, [
      accountNumber,
    ]);
    return row?.hidden ?? false;
  }
}
