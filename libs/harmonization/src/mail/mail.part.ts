import { ServiceConfig } from '@platform/config';
import { Shutdown } from '@platform/shutdown';
import type { KernelPart } from '../kernel-parts';
import { AddressNotices } from './address-notices';
import { FileMailPort } from './file-mail-port';
import { MailPort, NoMailPort } from './mail-port';
import { Mail } from './mail.entity';
import { Mails } from './mails';
import { SendMail } from './send-mail.job';

const DEFAULT_FROM = 'no-reply@harmonization.example';

function mailPortOf({ mailFile, mailFrom = DEFAULT_FROM }: ServiceConfig, shutdown: Shutdown): MailPort {
  const port = mailFile ? new FileMailPort(mailFile, mailFrom) : new NoMailPort();
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
