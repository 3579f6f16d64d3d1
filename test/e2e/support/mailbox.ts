import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgramCode } from './programs';
import type { Side } from './side';

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The mail files of both services, as their readers find them. */
export class Mailboxes {
  private readonly folder = mkdtempSync(join(tmpdir(), 'mail-'));

  /** The variables that make the services write here. */
  readonly environment: Record<ProgramCode, NodeJS.ProcessEnv> = {
    CTPAT: { MAIL_FILE: join(this.folder, 'CTPAT') },
    PIP: { MAIL_FILE: join(this.folder, 'PIP') },
  };

  /** What a service has sent to an address, once everything due has gone; oldest first. */
  async of(side: Side, address: string): Promise<ReceivedMail[]> {
    await side.runDueJobs();
    const text = await readFile(join(this.folder, side.program), 'utf8').catch(() => '');
    return text
      .split(/^From MAILER .*\n/m)
      .slice(1)
      .map(mailOf)
      .filter(({ to }) => to === address.toLowerCase());
  }

  /** The newest one-time code mailed to an address. */
  async codeFor(side: Side, address: string): Promise<string> {
    const codes = (await this.of(side, address)).flatMap(
      ({ text }) => /\b[2-9A-HJKMNP-TV-Z]{10}\b/.exec(text) ?? [],
    );
    const newest = codes.at(-1);
    if (!newest) throw new Error(`No code in the mail to ${address}`);
    return newest;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function mailOf(mail: string): ReceivedMail {
  const [head = '', ...body] = mail.split('\n\n');
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1] ?? '';
  return { to: field('To'), subject: field('Subject'), text: body.join('\n\n') };
}
