import { Injectable } from '@nestjs/common';
import { Clock, dateIn } from '@platform/clock';
import type { Tx } from '@platform/database';
import { writeTogether, type Write } from '@platform/database/write-together';
import { IsNull } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { ConsentGiven } from '../domain/application-form';
import { consentText } from '../domain/consent-texts';
import type { ProgramProfile } from '../domain/program-profile';
import { InjectProgram } from '../program/program';
import { RefusedError } from '../refusal/refused.error';
import { Consent } from './consent.entity';

const GIVE = `
  INSERT INTO consent (id, application_id, scope, text_version, language, fields, given_by, given_at)
  SELECT id, application_id, scope, text_version, language, fields, given_by, given_at
  FROM jsonb_to_recordset($1) AS t(id uuid, application_id uuid, scope text, text_version text, language text, fields jsonb,
    given_by text, given_at timestamptz)`;

/** What the carrier agreed to at one program, and took back: facts without the person (domain §8). */
export interface ConsentFact {
  scope: string;
  textVersion: string;
  fields: string[];
  givenAt: string;
  withdrawnAt?: string;
}

/** Who gave or withdrew what came back from the peer after a restore. */
const RESTORED = 'RESTORED';

/** The two gates in front of shared data (ground rule 5): the programs' arrangement and the member's consent. */
@Injectable()
export class Consents {
  constructor(
    private readonly clock: Clock,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {}

  /** Keeps what was agreed to on the form, with the list of fields of that version of the text. */
  async give(tx: Tx, applicationId: string, given: readonly ConsentGiven[], givenBy: string): Promise<void> {
    if (given.length > 0) await writeTogether(tx, [this.giving(applicationId, given, givenBy)]);
  }

  /** The same as a part of a statement that several write together. */
  giving(applicationId: string, given: readonly ConsentGiven[], givenBy: string): Write {
    const rows = given.map(({ scope, textVersion, language }) => ({
      id: uuidv7(),
      application_id: applicationId,
      scope,
      text_version: textVersion,
      language,
      fields: consentText(scope, textVersion)?.fields ?? [],
      given_by: givenBy,
      given_at: this.clock.now(),
    }));
    return { sql: GIVE, value: rows };
  }

  /** The account that an application has opened or proven carries the application's consents from then on. */
  async bindToAccount(tx: Tx, applicationId: string, accountNumber: string): Promise<void> {
    await tx.update(Consent, { applicationId }, { accountNumber });
  }

  /** One more consent of an account; an earlier one of its scope is superseded by it, never edited. */
  async giveForAccount(
    tx: Tx,
    accountNumber: string,
    given: ConsentGiven,
    givenBy: string,
  ): Promise<Consent> {
    const { scope, textVersion, language } = given;
    const row: Consent = {
      id: uuidv7(),
      applicationId: null,
      accountNumber,
      scope,
      textVersion,
      language,
      fields: [...(consentText(scope, textVersion)?.fields ?? [])],
      givenBy,
      givenAt: this.clock.now(),
      withdrawnAt: null,
      withdrawnBy: null,
    };
    await tx.insert(Consent, row);
    return row;
  }

  /** Withdraws every consent of a scope that stands; answers how many did. */
  async withdraw(tx: Tx, accountNumber: string, scope: string, withdrawnBy: string): Promise<number> {
    const standing = { accountNumber, scope, withdrawnAt: IsNull() };
    const { affected } = await tx.update(Consent, standing, { withdrawnAt: this.clock.now(), withdrawnBy });
    return affected ?? 0;
  }

  /** B3: after a restore a consent is again as the peer had heard of it; answers whether it was not. Its language is not known any more. */
  async takeBack(tx: Tx, accountNumber: string, fact: ConsentFact): Promise<boolean> {
    const { scope, textVersion, fields } = fact;
    const givenAt = new Date(fact.givenAt);
    const withdrawnAt = fact.withdrawnAt === undefined ? null : new Date(fact.withdrawnAt);
    const known = await tx.findOneBy(Consent, { accountNumber, scope, textVersion, givenAt });
    if (known && (known.withdrawnAt !== null || withdrawnAt === null)) return false;
    const withdrawnBy = withdrawnAt && RESTORED;
    if (known) await tx.update(Consent, { id: known.id }, { withdrawnAt, withdrawnBy });
    else
      await tx.insert(Consent, {
        ...{ id: uuidv7(), applicationId: null, accountNumber, scope, textVersion, language: 'en' },
        ...{ fields, givenBy: RESTORED, givenAt, withdrawnAt, withdrawnBy },
      });
    return true;
  }

  /**
   * APP-13: a restored application's consents are the account's that came back; where none did, those of its form stand again. Never both:
   * a form says what was given once, not that it was withdrawn since.
   */
  async bindRestored(
    tx: Tx,
    { id: applicationId, accountNumber }: { id: string; accountNumber: string | null },
    given: readonly ConsentGiven[],
  ): Promise<void> {
    const restored = { accountNumber: accountNumber ?? '', applicationId: IsNull(), givenBy: RESTORED };
    const { affected } = await tx.update(Consent, restored, { applicationId });
    if (affected || (await this.ofApplication(tx, applicationId)).length > 0) return;
    if (accountNumber && (await this.ofAccount(tx, accountNumber)).length > 0) return;
    await this.give(tx, applicationId, given, RESTORED);
    if (accountNumber) await this.bindToAccount(tx, applicationId, accountNumber);
  }

  /** When the scope was last withdrawn, where no consent of it stands now. */
  async withdrawnSince(tx: Tx, accountNumber: string, scope: string): Promise<Date | undefined> {
    const rows = await tx.find(Consent, { where: { accountNumber, scope } });
    if (rows.length === 0 || rows.some(({ withdrawnAt }) => withdrawnAt === null)) return undefined;
    return rows
      .map(({ withdrawnAt }) => withdrawnAt as Date)
      .reduce((one, other) => (one > other ? one : other));
  }

  async ofAccount(tx: Tx, accountNumber: string): Promise<Consent[]> {
    return tx.find(Consent, { where: { accountNumber }, order: { id: 'ASC' } });
  }

  async ofApplication(tx: Tx, applicationId: string): Promise<Consent[]> {
    return tx.find(Consent, { where: { applicationId }, order: { id: 'ASC' } });
  }

  /** Refuses with ARRANGEMENT_MISSING where no arrangement with the peer is in force today. */
  async requireArrangement(tx: Tx): Promise<void> {
    const today = dateIn(this.profile.timeZone, this.clock.now());
    const rows: unknown[] = await tx.query(
      'SELECT 1 FROM arrangement WHERE peer = $1 AND effective_from <= $2 AND (effective_to IS NULL OR effective_to >= $2) LIMIT 1',
      [this.profile.peer.code, today],
    );
    if (rows.length === 0) throw new RefusedError({ code: 'ARRANGEMENT_MISSING' });
  }
}
