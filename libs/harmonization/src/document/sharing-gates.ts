import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import type { SharingGates } from '../domain/document';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';

const GATES = `
  SELECT EXISTS (SELECT 1 FROM arrangement WHERE peer = $2 AND effective_from <= $3 AND (effective_to IS NULL OR effective_to >= $3)) AS arranged,
    EXISTS (SELECT 1 FROM consent WHERE account_number = $1 AND scope = 'HARMONIZATION_SHARE' AND withdrawn_at IS NULL) AS consented`;

/** Ground rule 5, as it stands now: asked where a record is made and again where bytes are handed over. */
@Injectable()
export class SharingGatesOf {
  constructor(
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  async account(tx: Tx, accountNumber: string): Promise<SharingGates> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const [gates]: [SharingGates] = await tx.query(GATES, [accountNumber, this.profile.peer.code, today]);
    return gates;
  }
}
