import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MailPort, type OutgoingMail } from './mail-port';

/** Appends mails to a file that people and mail programs can read (mbox): for a machine without a mail server. */
export class FileMailPort extends MailPort {
  constructor(
    private readonly file: string,
    private readonly from: string,
  ) {
    super();
  }

  async send({ id, to, subject, text }: OutgoingMail): Promise<void> {
    const head = [
      `From MAILER ${new Date().toUTCString()}`,
      `From: ${this.from}`,
      `To: ${to}`,
      `Subject: ${subject}`,
      `Message-ID: <${id}@harmonization>`,
      'Content-Type: text/plain; charset=utf-8',
    ];
    // mbox: a line of the text that looks like the start of the next mail is quoted.
    const body = text.replace(/^(>*From )/gm, '>$1');
    await mkdir(dirname(this.file), { recursive: true });
    // One write: mails of several processes do not mix.
    await appendFile(this.file, `${head.join('\n')}\n\n${body}\n\n`, { mode: 0o600 });
  }
}
