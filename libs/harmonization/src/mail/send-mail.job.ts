/*
 * What: turns new notices into mails, and sends the mails that are due: at least once each, with the same Message-ID.
 * Who queues it: the scheduler, every five seconds. Twice is safe: a mail is claimed by one process at a time, and one that has
 * gone is not claimed again; a process that dies between sending and writing that down sends the same Message-ID once more.
 * Gives up: a mail after three days, or when the receiving side refuses it for good; both are logged and counted.
 */
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ScheduledJobs } from '@messaging/scheduled-jobs';
import { Clock } from '@platform/clock';
import { Database } from '@platform/database';
import { Metrics } from '@platform/metrics/metrics';
import { mailText, type MailLanguage } from '../domain/mail-text';
import type { ProgramProfile } from '../domain/program-profile';
import { KnownLogins } from '../people/known-logins';
import { InjectProgram } from '../program/program';
import { AddressNotices } from './address-notices';
import { MailPort, MailRefused } from './mail-port';
import { Mails, type ClaimedMail } from './mails';

const EVERY_MS = 5_000;
const BATCH = 50;

@Injectable()
export class SendMail implements OnModuleInit {
  private readonly log = new Logger(SendMail.name);
  private readonly outcomes;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly address: AddressNotices,
    private readonly mails: Mails,
    private readonly port: MailPort,
    private readonly logins: KnownLogins,
    private readonly clock: Clock,
    private readonly db: Database,
    metrics: Metrics,
    @InjectProgram() private readonly profile: ProgramProfile,
  ) {
    this.outcomes = metrics.counter('mails_total', 'Attempts to send a mail, by outcome', ['outcome']);
    metrics.gauge('mails_pending', 'Mails that have not gone yet', [], async (gauge) => {
      const pending = await this.mails.pending().catch(() => undefined);
      if (pending !== undefined) gauge.set(pending);
    });
  }

  onModuleInit(): void {
    this.jobs.add({ name: 'send-mail', everyMs: EVERY_MS, run: () => this.run() });
  }

  async run(): Promise<void> {
    await this.address.execute();
    for (;;) {
      const due = await this.mails.claim(BATCH);
      for (const mail of due) await this.send(mail);
      if (due.length < BATCH) return;
    }
  }

  private async send(mail: ClaimedMail): Promise<void> {
    try {
      const text = mailText(
        mail.subject,
        this.mails.textOf(mail),
        this.profile.name,
        await this.languages(mail),
      );
      await this.port.send({ id: mail.id, to: mail.toAddress, ...text });
    } catch (error) {
      return this.failed(mail, error as Error);
    }
    await this.mails.storeSent(mail, this.clock.now());
    this.outcomes.inc({ outcome: 'sent' });
  }

  private async failed(mail: ClaimedMail, error: Error): Promise<void> {
    const goesOn = await this.mails.storeFailed(mail, error.message, error instanceof MailRefused);
    this.outcomes.inc({ outcome: goesOn ? 'failed' : 'given_up' });
    if (goesOn) this.log.warn(`Mail ${mail.id} could not be sent and is tried again: ${error.message}`);
    else this.log.error(`Mail ${mail.id} is given up: ${error.message}`);
  }

  private async languages({ toAddress }: ClaimedMail): Promise<readonly MailLanguage[]> {
    const chosen = await this.logins.languageOf(this.db.source.manager, toAddress);
    return chosen ? [chosen] : this.profile.mailLanguages;
  }
}
