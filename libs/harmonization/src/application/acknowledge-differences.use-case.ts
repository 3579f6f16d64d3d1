import { Injectable } from '@nestjs/common';
import type { Caller } from '@platform/auth/caller';
import { Database } from '@platform/database';
import { DifferencesKind } from '../linking/differences-kind';
import { ReadLinks } from '../linking/read-links';
import { RefusedError } from '../refusal/refused.error';
import { AdvanceApplication } from './advance-application.use-cases';
import type { Application } from './application.entity';
import { Applications } from './applications';

/** Scenario 4: nothing is linked before the carrier has seen the differences and agreed that the host's values win. */
@Injectable()
export class AcknowledgeDifferences {
  constructor(
    private readonly db: Database,
    private readonly links: ReadLinks,
    private readonly differences: DifferencesKind,
    private readonly applications: Applications,
    private readonly advance: AdvanceApplication,
  ) {}

  /** Refuses: DIFFERENCES_NOT_READY, LINK_PHASE, NOT_FOUND. */
  async execute(caller: Caller, linkId: string): Promise<Application> {
    return this.db.transaction(async (tx) => {
      const link = await this.links.requireOwnAsOfficer(tx, caller, linkId);
      await this.differences.report(tx, linkId);
      const row = link.applicationId ? await this.applications.lock(tx, link.applicationId) : null;
      if (!row) throw new RefusedError({ code: 'NOT_FOUND' });
      return this.advance.acknowledge(tx, caller, row);
    });
  }
}
