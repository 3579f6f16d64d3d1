import { createTransport, type Transporter } from 'nodemailer';
import { MailPort, MailRefused, type OutgoingMail } from './mail-port';

/** Milliseconds until a silent mail server is given up for this attempt: well within the lease of a mail. */
const PATIENCE_MS = 30_000;

/** SMTP says 5xx where it will never take this mail: an address that does not exist, a sender that may not send. */
const isFinal = (error: unknown): boolean => ((error as { responseCode?: number }).responseCode ?? 0) >= 500;

/** Hands mails to a mail server (`smtp://` with STARTTLS where offered, `smtps://`); name and password stand in the URL. */
export class SmtpMailPort extends MailPort {
  private readonly transport: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    const patience = {
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
    };
    // Nothing in a mail may make the service read a file or fetch an address.
    const closed = { disableFileAccess: true, disableUrlAccess: true };
    this.transport = createTransport({ url, ...patience, ...closed });
  }

  async send({ id, to, subject, text }: OutgoingMail): Promise<void> {
    // The address is an object, never text: what stands in it cannot become a second address.
    const mail = {
      from: this.from,
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@harmonization>`,
    };
    const automatic = { 'Auto-Submitted': 'auto-generated' };
    try {
      await this.transport.sendMail({ ...mail, headers: automatic });
    } catch (error) {
      throw isFinal(error) ? new MailRefused((error as Error).message, { cause: error }) : error;
    }
  }

  override async close(): Promise<void> {
    this.transport.close();
  }
}
