import { ServiceConfig } from '@platform/config';
import { Shutdown } from '@platform/shutdown';
import type { KernelPart } from '../kernel-parts';
import { AddressNotices } from './address-notices';
import { FileMailPort } from './file-mail-port';
import { MailPort, NoMailPort } from './mail-port';
import { Mail } from './mail.entity';
import { Mails } from './mails';
import { SendMail } from './send-mail.job';
import { SmtpMailPort } from './smtp-mail-port';

const DEFAULT_FROM = 'no-reply@harmonization.example';

/** SMTP where it is configured, else a file, else none. */
function portOf({ mailUrl, mailFile, mailFrom = DEFAULT_FROM }: ServiceConfig): MailPort {
  if (mailUrl) return new SmtpMailPort(mailUrl, mailFrom);
  return mailFile ? new FileMailPort(mailFile, mailFrom) : new NoMailPort();
}

function mailPortOf(config: ServiceConfig, shutdown: Shutdown): MailPort {
  const port = portOf(config);
  shutdown.register('connections', () => port.close());
  return port;
}

/** Mail: notices and one-time codes on their way to people. */
export const MAIL_PART: KernelPart = {
  providers: [
    AddressNotices,
    Mails,
    SendMail,
    { provide: MailPort, inject: [ServiceConfig, Shutdown], useFactory: mailPortOf },
  ],
  entities: [Mail],
};
