import { setTimeout as delay } from 'node:timers/promises';
import { HttpLane, refusalIn, requestOf, type LaneAnswer } from '../load/http-lane';
import type { LoadResult } from '../load/load-task';
import { quantile } from '../turns';

/** A carrier whose accounts are linked, as its officer reaches both. */
export interface Editor {
  readonly hostAccount: string;
  readonly hostToken: string;
  readonly clientAccount: string;
  /** Of an officer: the client sends the carrier itself to the host. */
  readonly clientToken: string;
}

export interface EditTask {
  readonly kind: 'edit';
  readonly hostUrl: string;
  readonly clientUrl: string;
  readonly editors: readonly Editor[];
  readonly perSecond: number;
  readonly seconds: number;
}

/** Between two looks at the client (ms); it is part of what is measured. */
const LOOK_EVERY_MS = 10;
export const GIVE_UP_MS = 10_000;
const PATIENCE_SECONDS = 10;
/** Edits whose times say when the first look is worth its while. */
const RECENT = 50;

/**
 * When the first look at the client is worth its while: at half of what recent edits took. A look that comes too early only loads the
 * services; one that comes too late makes an edit seem slower than it was, never faster.
 */
class FirstLook {
  private readonly recent: number[] = [];

  /** Milliseconds after the edit was sent. */
  get after(): number {
    return this.recent.length < RECENT ? 0 : quantile(this.recent, 0.5) / 2;
  }

  seen(milliseconds: number): void {
    this.recent.push(milliseconds);
    if (this.recent.length > RECENT) this.recent.shift();
  }
}

/** One carrier's connections to both services, and the version that its next edit builds on. */
class EditLane {
  private version = '';
  private edits = 0;
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly editor: Editor,
    private readonly host: HttpLane,
    private readonly client: HttpLane,
    private readonly firstLook: FirstLook,
  ) {}

  static async open(editor: Editor, task: EditTask, firstLook: FirstLook): Promise<EditLane> {
    const [host, client] = [await HttpLane.open(task.hostUrl), await HttpLane.open(task.clientUrl)];
    const lane = new EditLane(editor, host, client, firstLook);
    const answer = await lane.readVersion();
    lane.edits = Number(/"\+1716(\d{7})"/.exec(answer.body.toString())?.[1] ?? 0);
    return lane;
  }

  /** Milliseconds from the PATCH sent to the client's answer that shows the edit; a carrier makes one edit after the other. */
  async edit(isOver: () => boolean): Promise<number | undefined> {
    const turn = this.last.then(async () => (isOver() ? undefined : this.editNow()));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async editNow(): Promise<number> {
    const phone = `+1716${String(++this.edits % 10_000_000).padStart(7, '0')}`;
    const sentAt = performance.now();
    const answer = await this.host.call(
      this.requestTo('host', 'PATCH', { 'if-match': this.version }, JSON.stringify({ phone })),
    );
    if (answer.status !== 200) throw new Error(`PATCH ${refusalIn(answer)}`);
    this.version = versionIn(answer);
    await delay(Math.max(0, sentAt + this.firstLook.after - performance.now()));
    await this.shown(`"${phone}"`, sentAt + GIVE_UP_MS);
    const milliseconds = performance.now() - sentAt;
    this.firstLook.seen(milliseconds);
    return milliseconds;
  }

  close(): void {
    this.host.close();
    this.client.close();
  }

  private async readVersion(): Promise<LaneAnswer> {
    const answer = await this.host.call(this.requestTo('host', 'GET'));
    this.version = versionIn(answer);
    return answer;
  }

  /** An edit that nobody sees counts as seen after all this time: it must make the figures worse, not better. */
  private async shown(phone: string, until: number): Promise<void> {
    const look = this.requestTo('client', 'GET');
    while (performance.now() < until) {
      const answer = await this.client.call(look);
      if (answer.status !== 200) throw new Error(`GET ${refusalIn(answer)}`);
      if (answer.body.includes(phone)) return;
      await delay(LOOK_EVERY_MS);
    }
  }

  private requestTo(
    side: 'host' | 'client',
    method: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Buffer {
    const { [`${side}Account` as const]: account, [`${side}Token` as const]: token } = this.editor;
    return requestOf(
      method,
      `${side === 'host' ? '/v1/accounts' : '/v1/staff/accounts'}/${account}`,
      { authorization: `Bearer ${token}`, ...headers },
      body,
    );
  }
}

function versionIn(answer: LaneAnswer): string {
  const version = /^etag: (.+)$/im.exec(answer.head)?.[1]?.trim();
  if (!version) throw new Error(`No ETag: ${refusalIn(answer)}`);
  return version;
}

/**
 * An open loop: edits begin at their times whether or not earlier ones were seen, each carrier in its turn. One that fails
 * counts as one that nobody has seen.
 */
export async function loadEdits(task: EditTask): Promise<LoadResult> {
  const firstLook = new FirstLook();
  const lanes = await Promise.all(task.editors.map((editor) => EditLane.open(editor, task, firstLook)));
  const failures: Record<string, number> = {};
  const samples: number[] = [];
  const startedAt = performance.now();
  // What has not even begun long after its time is not waited for: the rate that was reached tells of it.
  const given = { up: false };
  const patience = setTimeout(() => (given.up = true), (task.seconds + PATIENCE_SECONDS) * 1_000);
  const failed = (error: unknown): void => {
    const { message } = error as Error;
    failures[message] = (failures[message] ?? 0) + 1;
    samples.push(GIVE_UP_MS);
  };
  const attempt = async (turn: number): Promise<void> => {
    await delay(Math.max(0, startedAt + (turn * 1_000) / task.perSecond - performance.now()));
    const edit = lanes[turn % lanes.length]!.edit(() => given.up);
    await edit.then((milliseconds) => milliseconds !== undefined && samples.push(milliseconds), failed);
  };
  await Promise.all(Array.from({ length: task.perSecond * task.seconds }, (_, turn) => attempt(turn)));
  clearTimeout(patience);
  lanes.forEach((lane) => lane.close());
  return { done: samples.length, seconds: (performance.now() - startedAt) / 1_000, failures, samples };
}
