import { Database } from '@platform/database';
import type { Envelope } from '@peer-contract/envelope';
import type { FreshDatabase } from '@testing/databases';
import {
  aMessage,
  eventually,
  messagingDatabase,
  optionsOf,
  rowsIn,
  startTestService,
  type TestService,
} from '../messaging.spec-support';
import { Outbox } from '../outbox';

let databases: { A: FreshDatabase; B: FreshDatabase };
let sender: TestService;
let receiver: TestService;

const say = async (...messages: Envelope[]): Promise<void> =>
  sender.app.get(Database).transaction((tx) => sender.app.get(Outbox).append(tx, messages));
const statesOf = async (...messages: Envelope[]): Promise<Record<string, number>> => {
  const rows = await rowsIn<{ state: string; count: string }>(
    databases.A,
    'SELECT state, count(*) FROM outbox WHERE id = ANY($1::uuid[]) GROUP BY 1',
    [messages.map(({ id }) => id)],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
};
const heard = async (...messages: Envelope[]): Promise<number> => {
  const ids = messages.map(({ id }) => id);
  const [row] = await rowsIn<{ count: string }>(
    databases.B,
    'SELECT count(*) FROM heard WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return Number(row?.count);
};

beforeAll(async () => {
  databases = { A: await messagingDatabase(), B: await messagingDatabase() };
  receiver = await startTestService(optionsOf('B', { databaseUrl: databases.B.url, role: 'api' }));
  const options = optionsOf('A', { databaseUrl: databases.A.url });
  sender = await startTestService({ ...options, peer: { ...options.peer, url: receiver.url } });
}, 60_000);

afterAll(async () => {
  await sender?.close();
  await receiver?.close();
  await databases?.A.drop();
  await databases?.B.drop();
});

describe('delivery between two services', () => {
  it('takes a message to the peer once its transaction has committed, and keeps the signed receipt', async () => {
    const message = aMessage();
    await say(message);
    await eventually(async () => (await statesOf(message))['DELIVERED'] === 1);
    expect(await heard(message)).toBe(1);
    const [row] = await rowsIn<{ receipt: object; response_headers: Record<string, string> }>(
      databases.A,
      'SELECT receipt, response_headers FROM outbox JOIN delivery ON delivery.id = delivery_id WHERE outbox.id = $1',
      [message.id],
    );
    expect(row?.receipt).toEqual({ id: message.id, result: 'applied' });
    expect(row?.response_headers['signature']).toMatch(/^sig=:/);
  });

  it('takes several batches of messages', async () => {
    const messages = Array.from({ length: 450 }, () => aMessage());
    await say(...messages);
    await eventually(async () => (await statesOf(...messages))['DELIVERED'] === 450);
    expect(await heard(...messages)).toBe(450);
  });

  it('hears the word in a receipt, once, and keeps the receipt without it', async () => {
    const message = aMessage({ record: { behave: 'answered' } });
    await say(message);
    await eventually(async () => (await statesOf(message))['DELIVERED'] === 1);

    const [row] = await rowsIn<{ receipt: object; words: number; answer: string }>(
      databases.A,
      `SELECT receipt, response_body AS answer, (SELECT count(*)::int FROM heard JOIN inbox USING (id) WHERE sender = 'B') AS words
       FROM outbox JOIN delivery ON delivery.id = delivery_id WHERE outbox.id = $1`,
      [message.id],
    );

    expect(row).toMatchObject({ receipt: { id: message.id, result: 'applied' }, words: 1 });
    expect(row?.answer).toContain(`heard of ${message.subject}`);
  });
});
