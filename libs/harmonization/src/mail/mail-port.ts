/** A mail ready to go. `id` becomes its Message-ID: one that was sent twice is shown once. */
export interface OutgoingMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The receiving side said no for good: trying again would only annoy it. */
export class MailRefused extends Error {}

/** How mail leaves this service. */
export abstract class MailPort {
  /** Resolves once the next hop has taken it. Throws `MailRefused` where trying again is of no use. */
  abstract send(mail: OutgoingMail): Promise<void>;

  async close(): Promise<void> {}
}

/** No way out is configured: what is written is given up at once, so that nothing old goes out once there is one. */
export class NoMailPort extends MailPort {
  async send(): Promise<void> {
    throw new MailRefused('No mail is configured: set MAIL_URL or MAIL_FILE');
  }
}
