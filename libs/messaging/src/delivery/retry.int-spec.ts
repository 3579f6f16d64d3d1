import { Database } from '@platform/database';
import type { Envelope } from '@peer-contract/envelope';
import type { FreshDatabase } from '@testing/databases';
import { Exchange } from '../exchange';
import {
  aKey,
  aMessage,
  eventually,
  messagingDatabase,
  optionsOf,
  rowsIn,
  startTestService,
  type TestService,
} from '../messaging.spec-support';
import { Outbox } from '../outbox';
import { appliesAll, FakePeer } from '../peer/fake-peer.spec-support';
import { MessageSigner } from '../signatures/message-signer';
import { Deliverer } from './deliverer';

/** Everything as shipped, only faster. */
const FAST = { probeEveryMs: 100, sweepEveryMs: 500, requestTimeoutMs: 1_000, leaseMs: 1_500 };

let database: FreshDatabase;
let peer: FakePeer;
let service: TestService;

interface Row {
  state: string;
  attempts: number;
  wait: number;
  last_failure: string | null;
  receipt: object | null;
}

const say = async (...messages: Envelope[]): Promise<void> =>
  service.app.get(Database).transaction((tx) => service.app.get(Outbox).append(tx, messages));
const wake = (): void => service.app.get(Deliverer).wake();
const rowOf = async ({ id }: Envelope): Promise<Row> => {
  const sql = `SELECT state, attempts, extract(epoch FROM next_attempt_at)::float * 1000 AS wait, last_failure, receipt FROM outbox WHERE id = $1`;
  const [row] = await rowsIn<Row>(database, sql, [id]);
  return { ...row!, wait: row!.wait - Date.now() };
};
const isDelivered = async (message: Envelope): Promise<boolean> =>
  (await rowOf(message)).state === 'DELIVERED';
const breaker = (): string => service.app.get(Deliverer).breakerState;

beforeEach(async () => {
  database = await messagingDatabase();
  peer = new FakePeer();
  const options = optionsOf('A', { databaseUrl: database.url, delivery: FAST });
  service = await startTestService({ ...options, peer: { ...options.peer, url: await peer.start() } });
}, 60_000);

afterEach(async () => {
  await service?.close();
  await peer?.stop();
  await database?.drop();
});

describe('a message that is not answered', () => {
  it('is sent again at once after its first failure, and later after the second', async () => {
    const message = aMessage();
    peer.behave = () => [];
    await say(message);
    await eventually(async () => (await rowOf(message)).attempts === 2);
    const row = await rowOf(message);
    expect(row).toMatchObject({ state: 'PENDING', last_failure: 'The peer gave no receipt' });
    expect(row.wait).toBeGreaterThan(2_500);
    expect(row.wait).toBeLessThan(6_500);
    expect(breaker()).toBe('CLOSED');
  });

  it.each([
    ['cannot be heard now', { behave: 'broken' }, 'thing-1'],
    ['is refused', { behave: 'refused' }, 'thing-1'],
    ['is about something else', {}, 'thing-2'],
  ])(
    'is one whose receipt says a word that %s: it is sent again, and its word not heard',
    async (_, record, subject) => {
      const [message, other] = [aMessage(), aMessage()];
      const word = aMessage({ subject, record });
      peer.behave = () => [
        { id: message.id, result: 'applied', word },
        { id: other.id, result: 'applied' },
      ];
      await say(message, other);
      await eventually(() => isDelivered(other));
      await eventually(() => peer.timesSent(message.id) === 2);
      expect((await rowOf(message)).state).toBe('PENDING');
      expect(await rowsIn(database, 'SELECT id FROM heard UNION ALL SELECT id FROM inbox')).toEqual([]);

      peer.behave = appliesAll;
      wake();
      await rowsIn(database, `UPDATE outbox SET next_attempt_at = now() WHERE state = 'PENDING'`);
      wake();
      await eventually(() => isDelivered(message));
    },
  );

  it('does not hold up the others of its batch', async () => {
    const [lost, other] = [aMessage(), aMessage()];
    peer.behave = (batch) =>
      appliesAll({ ...batch, messages: batch.messages.filter(({ id }) => id !== lost.id) });
    await say(lost, other);
    await eventually(() => isDelivered(other));
    await eventually(() => peer.timesSent(lost.id) === 2);
    expect((await rowOf(lost)).state).toBe('PENDING');
    expect(peer.timesSent(other.id)).toBe(1);
  });

  it('is retried when the answer was signed with another key: it is no receipt', async () => {
    const message = aMessage();
    peer.signer = new MessageSigner(aKey());
    await say(message);
    await eventually(async () => (await rowOf(message)).attempts > 0);
    expect(await rowOf(message)).toMatchObject({ state: 'PENDING', receipt: null });
  });

  it('is sent by the sweep once its wait is over', async () => {
    const message = aMessage();
    peer.behave = () => [];
    await say(message);
    await eventually(async () => (await rowOf(message)).attempts === 2);
    peer.behave = appliesAll;
    await rowsIn(database, 'UPDATE outbox SET next_attempt_at = now()');
    await eventually(() => isDelivered(message));
  });

  it('is found out and set aside when the peer turns the whole batch down for it', async () => {
    const [large, other] = [aMessage({ subject: 'large' }), aMessage()];
    peer.behave = (batch) =>
      batch.messages.some(({ subject }) => subject === 'large') ? 413 : appliesAll(batch);
    await say(large, other);
    await eventually(() => isDelivered(other));
    await eventually(async () => (await rowOf(large)).attempts > 0);
    expect(await rowOf(large)).toMatchObject({ state: 'PENDING', last_failure: 'The peer answered 413' });
    expect(breaker()).toBe('CLOSED');
  });
});

describe('a peer that is down', () => {
  it('is no longer asked to take messages, only whether it is back; then everything that waits goes out', async () => {
    const messages = Array.from({ length: 5 }, () => aMessage());
    peer.behave = () => 'BROKEN';
    await say(...messages);
    await eventually(() => breaker() === 'OPEN');
    const late = aMessage();
    await say(late);
    const probes = peer.batches.filter((batch) => batch.length === 0).length;
    await eventually(() => peer.batches.filter((batch) => batch.length === 0).length > probes + 1);
    expect(peer.timesSent(late.id)).toBe(0);
    peer.behave = appliesAll;
    await eventually(() => isDelivered(late));
    for (const message of messages) expect(await isDelivered(message)).toBe(true);
    expect(breaker()).toBe('CLOSED');
  });

  it('that accepts a request and says nothing is given up after the time-out, and the message sent again', async () => {
    const message = aMessage();
    peer.behave = () => 'SILENT';
    await say(message);
    await eventually(async () => (await rowOf(message)).attempts === 1);
    peer.behave = appliesAll;
    await eventually(() => isDelivered(message));
  });
});

describe('a process that was killed with messages claimed', () => {
  it('loses nothing: the claim ends by itself and the sweep sends them', async () => {
    const message = aMessage();
    await rowsIn(
      database,
      `INSERT INTO outbox (id, peer, kind, subject, envelope, created_at, next_attempt_at, claimed_until)
       VALUES ($1, 'B', 'thing', 'thing-1', $2, now(), now(), now() + interval '1 second')`,
      [message.id, JSON.stringify(message)],
    );
    wake();
    await service.app.get(Deliverer).idle();
    expect(peer.timesSent(message.id)).toBe(0);
    await eventually(() => isDelivered(message));
  });
});

describe('a message that is refused for good', () => {
  it('is parked with its code, told to the receiver, and blocks no other', async () => {
    const [refused, other] = [aMessage(), aMessage()];
    peer.behave = ({ messages }) =>
      messages.map(({ id }) =>
        id === refused.id ? { id, result: 'refused', code: 'NOT_ALLOWED' } : { id, result: 'applied' },
      );
    await say(refused, other);
    await eventually(() => isDelivered(other));
    await eventually(async () => (await rowOf(refused)).state === 'PARKED');
    expect(service.receiver.parkedCodes).toEqual(['NOT_ALLOWED']);
    expect(await service.app.get(Exchange).parked(10)).toMatchObject([
      {
        id: refused.id,
        envelope: { subject: 'thing-1' },
        receipt: { result: 'refused', code: 'NOT_ALLOWED' },
        decisions: [],
      },
    ]);
  });

  it('is sent again when staff replay it, and never again when they discard it', async () => {
    const [replayed, discarded] = [aMessage(), aMessage()];
    peer.behave = ({ messages }) =>
      messages.map(({ id }) => ({ id, result: 'refused', code: 'NOT_ALLOWED' }));
    await say(replayed, discarded);
    const exchange = service.app.get(Exchange);
    await eventually(async () => (await exchange.figures()).parked === 2);
    peer.behave = appliesAll;
    const inTransaction = <T>(work: (tx: Parameters<Exchange['replay']>[0]) => Promise<T>) =>
      service.app.get(Database).transaction(work);
    expect(await inTransaction((tx) => exchange.replay(tx, replayed.id, 'staff-1', 'corrected there'))).toBe(
      true,
    );
    expect(await inTransaction((tx) => exchange.discard(tx, discarded.id, 'staff-1', 'obsolete'))).toBe(true);
    expect(await inTransaction((tx) => exchange.replay(tx, discarded.id, 'staff-2', 'too late'))).toBe(false);
    await eventually(() => isDelivered(replayed));
    expect((await rowOf(discarded)).state).toBe('DISCARDED');
    expect(peer.timesSent(discarded.id)).toBe(1);
    expect(await exchange.figures()).toMatchObject({ pending: 0, parked: 0, breaker: 'CLOSED', peer: 'B' });
  });
});
