import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@testing/postgres/free-port';
import { SMTPServer } from 'smtp-server';
import { FileMailPort } from './file-mail-port';
import { MailRefused } from './mail-port';
import { SmtpMailPort } from './smtp-mail-port';

interface Taken {
  readonly recipients: string[];
  readonly raw: string;
}

/** A real mail server that takes everything but what it is told to refuse. */
async function mailServer(refuse: (address: string) => number | undefined) {
  const taken: Taken[] = [];
  const port = await freePort(0);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, answer) {
      const code = refuse(address);
      answer(code ? Object.assign(new Error('refused'), { responseCode: code }) : undefined);
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push({
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        answer();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { taken, url: `smtp://127.0.0.1:${port}`, stop };
}

const aMail = {
  id: '0198a000-0000-7000-8000-00000000000a',
  to: 'ann@carrier.example',
  subject: 'Été',
  text: 'Bonjour,\n\nÉtape 1.\n',
};

describe('mail over SMTP', () => {
  const answers = new Map<string, number>([
    ['nobody@carrier.example', 550],
    ['full@carrier.example', 452],
  ]);
  let server: Awaited<ReturnType<typeof mailServer>>;
  let port: SmtpMailPort;
  beforeAll(async () => {
    server = await mailServer((address) => answers.get(address));
    port = new SmtpMailPort(server.url, 'no-reply@program.example');
  });
  afterAll(async () => {
    await port.close();
    await server.stop();
  });

  it('reaches its address with a Message-ID that a second sending repeats', async () => {
    await port.send(aMail);
    await port.send(aMail);

    const [one, other] = server.taken.slice(-2);
    expect(one!.recipients).toEqual(['ann@carrier.example']);
    for (const { raw } of [one!, other!]) {
      expect(raw).toContain(`Message-ID: <${aMail.id}@harmonization>`);
      expect(raw).toContain('From: no-reply@program.example');
      expect(raw).toContain('Auto-Submitted: auto-generated');
    }
  });

  it('cannot be given another header or address by what stands in it', async () => {
    const before = server.taken.length;
    const subject = 'Hello\r\nBcc: eve@evil.example\r\n\r\nbody';
    await port.send({ ...aMail, subject });
    await port.send({ ...aMail, to: 'ann@carrier.example, eve@evil.example' }).catch(() => undefined);
    await port
      .send({ ...aMail, to: 'ann@carrier.example>\r\nRCPT TO:<eve@evil.example' })
      .catch(() => undefined);

    for (const { raw, recipients } of server.taken.slice(before)) {
      expect(raw).not.toMatch(/^Bcc:/im);
      expect(recipients).not.toContain('eve@evil.example');
    }
  });

  it('is refused for good where the server says so, and may be tried again where it says later or nothing', async () => {
    await expect(port.send({ ...aMail, to: 'nobody@carrier.example' })).rejects.toBeInstanceOf(MailRefused);
    await expect(port.send({ ...aMail, to: 'full@carrier.example' })).rejects.not.toBeInstanceOf(MailRefused);
    const silent = new SmtpMailPort(`smtp://127.0.0.1:${await freePort(0)}`, 'a@b.example');
    await expect(silent.send(aMail)).rejects.not.toBeInstanceOf(MailRefused);
    await silent.close();
  });
});

describe('mail into a file', () => {
  it('is readable there, one mail after the other, and no line of one passes for the start of another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mail-'));
    const file = join(folder, 'new', 'box');
    const port = new FileMailPort(file, 'no-reply@program.example');
    try {
      await port.send(aMail);
      await port.send({ ...aMail, text: 'From MAILER somewhere\nTo: eve@evil.example\n' });

      const text = await readFile(file, 'utf8');
      expect(text).toContain('Subject: Été');
      expect(text.match(/^From MAILER /gm)).toHaveLength(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
