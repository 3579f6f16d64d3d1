import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { asPeer } from '../audit/audit-log';
import type { ApplicationRecord } from '../domain/application-record';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { found } from '../refusal/found';
import { ApplicationFlow } from './application-flow';
import type { Application } from './application.entity';
import { Applications } from './applications';

/** The application that goes on in place of another one of the same carrier. */
export type Survivor = Pick<Application, 'id' | 'reference'>;

export const namesOf = ({ id, reference }: Survivor) => ({
  supersededBy: id,
  survivingReference: reference,
});

/** APP-2: of two open applications of one carrier the lower id survives. */
@Injectable()
export class ApplicationTwins {
  constructor(
    private readonly applications: Applications,
    private readonly flow: ApplicationFlow,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** The open application in whose favour a new one gives way, locked; where there is none, every other gives way to the new one. */
  async meet(tx: Tx, newcomer: Survivor, said: ApplicationRecord): Promise<Application | undefined> {
    const twins = await this.applications.twins(tx, newcomer.id, said.identifiers);
    const lower = twins.find((twin) => twin < newcomer.id);
    if (lower) return found(await this.applications.lock(tx, lower));
    for (const twin of twins) await this.supersede(tx, twin, newcomer);
    return undefined;
  }

  /** After a restore: an application that both sides had agreed to go on with stands before whatever was made since. */
  async giveWayTo(tx: Tx, survivor: Survivor, said: ApplicationRecord): Promise<void> {
    for (const twin of await this.applications.twins(tx, survivor.id, said.identifiers))
      await this.supersede(tx, twin, survivor);
  }

  private async supersede(tx: Tx, twin: string, survivor: Survivor): Promise<void> {
    const row = found(await this.applications.lock(tx, twin));
    await this.applications.store(tx, row, { progress: { ...row.progress, ...namesOf(survivor) } });
    await this.flow.settle(tx, twin, asPeer(this.profile.peer.code));
  }
}
