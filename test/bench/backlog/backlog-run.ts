import { setTimeout as delay } from 'node:timers/promises';
import type { BenchService } from '../place/bench-service';
import { numberOfClone, officerOfClone } from '../place/clone-carriers';
import type { Place } from '../place/place';
import { EDIT_ALL, IS_PENDING, SHOWN, SMALLEST_DATA, TIDY } from './backlog.sql';

const LOOK_EVERY_MS = 50;
const GIVE_UP_MS = 240_000;
const PEER_OF = { ctpat: 'PIP', pip: 'CTPAT' } as const;

/** Both services with many linked carriers: backlogs are written at the host and timed until the client has answered all of them. */
export class BacklogRun {
  private round = 0;

  constructor(
    private readonly place: Place,
    private readonly host: BenchService,
    /** The carrier whose edit over HTTP says that there is something to deliver. */
    private readonly trigger: number,
  ) {}

  /** A telephone number that no carrier had in an earlier round. */
  nextPhone(): string {
    return `+1716${String(++this.round).padStart(7, '0')}`;
  }

  /** Messages a second, from the moment at which the backlog stands there until every one has its receipt. */
  async deliver(messages: number): Promise<number> {
    const phone = this.nextPhone();
    const bytes = await this.write(messages, phone);
    if (bytes < 2_048) throw new Error(`The data of a message have only ${bytes} bytes`);
    const startedAt = performance.now();
    await this.wake(phone);
    await this.quiet('ctpat');
    const seconds = (performance.now() - startedAt) / 1_000;
    await this.quiet('pip');
    await this.requireShown(messages, phone);
    await this.tidy();
    return messages / seconds;
  }

  async tidy(): Promise<void> {
    await Promise.all(
      (['ctpat', 'pip'] as const).map((program) =>
        this.place.asOwner(program, (client) => client.query(TIDY)),
      ),
    );
  }

  private async write(messages: number, phone: string): Promise<number> {
    return this.place.asOwner('ctpat', async (client) => {
      await client.query('BEGIN');
      await client.query(EDIT_ALL, [messages, phone]);
      const { rows } = await client.query<{ bytes: number }>(SMALLEST_DATA);
      await client.query('COMMIT');
      return rows[0]!.bytes;
    });
  }

  private async wake(phone: string): Promise<void> {
    const { login, email } = officerOfClone(this.trigger, 'ctpat');
    const authorization = `Bearer ${await this.place.token(login, email)}`;
    const url = `${this.host.url}/v1/accounts/${numberOfClone.ctpat(this.trigger)}`;
    const etag = (await fetch(url, { headers: { authorization } })).headers.get('etag') ?? '';
    const headers = { authorization, 'if-match': etag, 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify({ phone }) });
    if (!answer.ok)
      throw new Error(`The edit that wakes the delivery answered ${answer.status}: ${await answer.text()}`);
  }

  /** Until this side has said everything and heard the receipts. */
  private async quiet(program: 'ctpat' | 'pip'): Promise<void> {
    await this.place.asOwner(program, async (client) => {
      for (const until = Date.now() + GIVE_UP_MS; Date.now() < until; await delay(LOOK_EVERY_MS)) {
        const { rows } = await client.query<{ pending: boolean }>(IS_PENDING, [PEER_OF[program]]);
        if (!rows[0]!.pending) return;
      }
      throw new Error(`The backlog at ${program} was not delivered within ${GIVE_UP_MS / 1_000} s`);
    });
  }

  private async requireShown(messages: number, phone: string): Promise<void> {
    const shown = await this.place.asOwner(
      'pip',
      async (client) => (await client.query<{ shown: number }>(SHOWN, [messages, phone])).rows[0]!.shown,
    );
    if (shown !== messages) throw new Error(`Of ${messages} messages ${shown} were applied`);
  }
}
