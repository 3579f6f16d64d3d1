import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@platform/database';

/**
 * B3: what the peer could not tell of a restored side, because a consent was withdrawn, it tells when the consent is given again: then
 * the peer is asked again for all that it had heard. A side that was never restored has nothing to ask.
 */
@Injectable()
export class AskingAgain {
  constructor(private readonly db: Database) {}

  async want(tx: Tx): Promise<boolean> {
    const [, asking] = await tx.query<[unknown[], number]>(
      'UPDATE service_incarnation SET asks_again = asks_again + 1 WHERE incarnation > 0',
    );
    return asking > 0;
  }

  /** Asked for meanwhile, it is asked again: only the wishes that stood before are over. */
  async carryOut(ask: () => Promise<void>): Promise<void> {
    const [row] = await this.db.query<{ wishes: number }>(
      'SELECT asks_again AS wishes FROM service_incarnation WHERE asks_again > 0',
    );
    if (!row) return;
    await ask();
    await this.db.query('UPDATE service_incarnation SET asks_again = asks_again - $1', [row.wishes]);
  }
}
