import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { MAX_BATCH_BYTES } from '@peer-contract/batch';
import type { Envelope } from '@peer-contract/envelope';
import type { FreshDatabase } from '@testing/databases';
import { v7 as uuidV7 } from 'uuid';
import {
  aKey,
  aMessage,
  KEYS,
  messagingDatabase,
  optionsOf,
  rowsIn,
  startTestService,
  type TestService,
} from '../messaging.spec-support';
import { PEER_MEDIA_TYPE } from '../peer/media-type';
import { publicJwk } from '../signatures/keys';
import { MessageSigner } from '../signatures/message-signer';
import { MessageVerifier } from '../signatures/message-verifier';
import { PeerKeys } from '../signatures/peer-keys';
import { signatureHeaders, type Headers } from '../signatures/signed-message';

const PATH = '/peer/v1/messages';
let database: FreshDatabase;
let service: TestService;

const signer = new MessageSigner(KEYS.A);
const batchOf = (messages: unknown[], changes: object = {}): string =>
  JSON.stringify({ version: '1', from: 'A', to: 'B', messages, ...changes });
const sign = (body: string, by = signer): Promise<Headers> =>
  by.signRequest({ method: 'POST', target: PATH, body: Buffer.from(body) }, 'B');

interface Answer {
  status: number;
  body: { receipts?: object[]; code?: string };
  headers: Headers;
}

async function post(body: string, headers: Headers, type = PEER_MEDIA_TYPE): Promise<Answer> {
  const url = new URL(PATH, service.url);
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': type, ...headers } });
  const answer = (await response.json()) as Answer['body'];
  return {
    status: response.status,
    body: answer,
    headers: signatureHeaders(Object.fromEntries(response.headers)),
  };
}
const send = async (...messages: unknown[]): Promise<Answer> => {
  const body = batchOf(messages);
  return post(body, await sign(body));
};
const heard = async (...messages: Envelope[]): Promise<number> => {
  const ids = messages.map(({ id }) => id);
  return (await rowsIn(database, 'SELECT id FROM heard WHERE id = ANY($1::uuid[])', [ids])).length;
};
const applied = ({ id }: Envelope) => ({ id, result: 'applied' });

beforeAll(async () => {
  database = await messagingDatabase();
  service = await startTestService(optionsOf('B', { databaseUrl: database.url, role: 'api' }));
}, 60_000);

afterAll(async () => {
  await service?.close();
  await database?.drop();
});

describe('a batch of the peer', () => {
  it('is applied once and answered with a receipt for each message', async () => {
    const [first, second] = [aMessage(), aMessage({ seq: 0 })];
    const { status, body } = await send(first, second);
    expect(status).toBe(200);
    expect(body.receipts).toEqual([applied(first), { id: second.id, result: 'superseded' }]);
    expect(await heard(first, second)).toBe(2);
  });

  it('is answered with a signature over the answer and the request', async () => {
    const body = batchOf([aMessage()]);
    const headers = await sign(body);
    const { headers: signature, body: answer } = await post(body, headers);
    const verifier = new MessageVerifier(
      new PeerKeys({ keys: [publicJwk(KEYS.B)] }, () => Promise.reject(new Error())),
      'A',
    );
    const request = { method: 'POST', target: PATH, body: Buffer.from(body), headers };
    const response = { status: 200, body: Buffer.from(JSON.stringify(answer)), headers: signature };
    await expect(verifier.verifyResponse(response, request)).resolves.toBeUndefined();
  });

  it('changes nothing when it is replayed, and is answered with the same receipts', async () => {
    const messages = [aMessage(), aMessage({ seq: 0 })];
    const body = batchOf(messages);
    const headers = await sign(body);
    const first = await post(body, headers);
    const second = await post(body, headers);
    expect(second.status).toBe(200);
    expect(second.body.receipts).toEqual(expect.arrayContaining(first.body.receipts ?? []));
    expect(await heard(...messages)).toBe(2);
  });

  it('has words in the receipts once; of what comes again the receiver is told instead', async () => {
    const [answered, refused] = [aMessage({ record: { behave: 'answered' } }), aMessage({ seq: 0 })];
    const first = await send(answered, refused);
    expect(first.body.receipts?.[0]).toMatchObject({
      ...applied(answered),
      word: { subject: answered.subject },
    });

    const { body } = await send(answered, refused);

    expect(body.receipts).toEqual(
      expect.arrayContaining([applied(answered), { id: refused.id, result: 'superseded' }]),
    );
    expect(service.receiver.heardAgainIds).toContain(answered.id);
    expect(service.receiver.heardAgainIds).not.toContain(refused.id);
  });

  it('may hold messages that came before, in any order', async () => {
    const [old, fresh] = [aMessage(), aMessage()];
    await send(old);
    const { body } = await send(fresh, old);
    expect(body.receipts).toEqual(expect.arrayContaining([applied(fresh), applied(old)]));
  });

  it('is applied once when it arrives several times at once', async () => {
    const messages = Array.from({ length: 30 }, () => aMessage());
    const orders = [messages, [...messages].reverse(), messages, [...messages].reverse()];
    const answers = await Promise.all(orders.map((order) => send(...order)));
    expect(answers.map(({ status, body }) => [status, body.receipts?.length])).toEqual(
      orders.map(() => [200, 30]),
    );
    expect(await heard(...messages)).toBe(30);
  });

  it('may be empty: the peer only asks whether we are here', async () => {
    expect(await send()).toMatchObject({ status: 200, body: { receipts: [] } });
  });
});

describe('one bad message among others', () => {
  it.each([
    ['that the receiver refuses', aMessage({ record: { behave: 'refused' } }), 'NOT_ALLOWED'],
    ['with an unknown field', { ...aMessage(), extra: true }, 'ENVELOPE_MALFORMED'],
    ['with text that cannot be stored', aMessage({ record: { words: 'nul \u0000' } }), 'TEXT_NOT_STORABLE'],
    ['with half a surrogate pair', aMessage({ record: { words: '\ud800' } }), 'TEXT_NOT_STORABLE'],
  ])('%s is refused with a code; the others are applied', async (_, bad, code) => {
    const [before, after] = [aMessage(), aMessage()];
    const { body } = await send(before, bad, after);
    expect(body.receipts).toHaveLength(3);
    expect(body.receipts).toEqual(
      expect.arrayContaining([applied(before), applied(after), { id: bad.id, result: 'refused', code }]),
    );
    expect(await heard(before, after)).toBe(2);
  });

  it.each(['broken', 'stuck'])(
    'at which the receiver fails (%s) gets no receipt and is not kept; the others are applied',
    async (behave) => {
      const [bad, other] = [aMessage({ record: { behave } }), aMessage()];
      const { status, body } = await send(bad, other);
      expect(status).toBe(200);
      expect(body.receipts).toEqual([applied(other)]);
      expect(await heard(bad)).toBe(0);
      expect(await rowsIn(database, 'SELECT id FROM inbox WHERE id = $1', [bad.id])).toEqual([]);
    },
  );

  it('leaves nothing of itself behind when it is refused', async () => {
    const refused = aMessage({ record: { behave: 'refused' } });
    await send(refused);
    expect(await heard(refused)).toBe(0);
  });

  it('is applied when it is sent again and no longer refused', async () => {
    const message = aMessage({ record: { behave: 'refused' } });
    const receive = jest.spyOn(service.receiver, 'receive');
    await send(message);
    receive.mockImplementation(async (_, messages) => messages.map(({ id }) => ({ id, result: 'applied' })));
    const { body } = await send(message);
    receive.mockRestore();
    expect(body.receipts).toEqual([applied(message)]);
  });

  it('may be answered as refused by the receiver itself, which is kept', async () => {
    const message = aMessage();
    const receive = jest.spyOn(service.receiver, 'receive');
    receive.mockResolvedValueOnce([{ id: message.id, result: 'refused', code: 'KIND_UNKNOWN' }]);
    const { body } = await send(message);
    receive.mockRestore();
    expect(body.receipts).toEqual([{ id: message.id, result: 'refused', code: 'KIND_UNKNOWN' }]);
    const kept = await rowsIn(database, 'SELECT result, code FROM inbox WHERE id = $1', [message.id]);
    expect(kept).toEqual([{ result: 'refused', code: 'KIND_UNKNOWN' }]);
  });

  it('does not count as applied when the receiver forgets to answer it', async () => {
    const message = aMessage();
    const receive = jest.spyOn(service.receiver, 'receive');
    receive.mockResolvedValue([]);
    const { body } = await send(message);
    receive.mockRestore();
    expect(body.receipts).toEqual([]);
    expect((await send(message)).body.receipts).toEqual([applied(message)]);
  });

  it('is not to blame for a passing fault: all are applied, one by one', async () => {
    const messages = [aMessage(), aMessage()];
    service.receiver.failures = 1;
    const { body } = await send(...messages);
    expect(body.receipts).toEqual(messages.map(applied));
  });
});

describe('what is no batch of the peer', () => {
  const body = batchOf([aMessage()]);

  it.each<[string, () => Promise<Headers>]>([
    ['unsigned', async () => ({})],
    ['signed by a stranger', () => sign(body, new MessageSigner(aKey()))],
    [
      'signed by a stranger under the name of a known key',
      () => sign(body, new MessageSigner({ ...aKey(), kid: publicJwk(KEYS.A).kid })),
    ],
    ['signed over another body', () => sign(batchOf([]))],
    [
      'signed for another service',
      () => signer.signRequest({ method: 'POST', target: PATH, body: Buffer.from(body) }, 'C'),
    ],
  ])('is refused when it is %s', async (_, headers) => {
    expect(await post(body, await headers())).toMatchObject({
      status: 401,
      body: { code: 'SIGNATURE_REFUSED' },
    });
  });

  it.each<[string, string]>([
    ['no JSON', '{"version":'],
    ['no object', '[]'],
    ['of another version', batchOf([], { version: '2' })],
    ['of unknown fields', batchOf([], { extra: 1 })],
    ['from someone else', batchOf([], { from: 'C' })],
    ['for someone else', batchOf([], { to: 'C' })],
    ['a message without an id', batchOf([{ ...aMessage(), id: undefined }])],
    ['a message with an id of another version', batchOf([aMessage({ id: randomUUID() })])],
    ['a message that is null', batchOf([null])],
    ['too many messages', batchOf(Array.from({ length: 501 }, () => ({ id: uuidV7() })))],
    [
      'a message twice',
      batchOf([
        aMessage({ id: '01890000-0000-7000-8000-000000000000' }),
        aMessage({ id: '01890000-0000-7000-8000-000000000000' }),
      ]),
    ],
  ])('is refused when it is %s, although the signature is good', async (_, malformed) => {
    expect(await post(malformed, await sign(malformed))).toMatchObject({
      status: 400,
      body: { code: 'BATCH_MALFORMED' },
    });
  });

  it('is refused when it is too large, before it is read', async () => {
    const headers = { 'content-type': PEER_MEDIA_TYPE, 'content-length': MAX_BATCH_BYTES + 1 };
    const announced = request(new URL(PATH, service.url), { method: 'POST', headers });
    announced.flushHeaders();
    const [response] = (await once(announced, 'response')) as [IncomingMessage];
    announced.destroy();
    expect(response.statusCode).toBe(413);
  });

  it('is refused when it comes as another media type', async () => {
    const answer = await post(body, await sign(body), 'application/json');
    expect(answer.status).toBe(401);
  });
});

describe('the public keys', () => {
  it('are published without their private part', async () => {
    const response = await fetch(new URL('/.well-known/jwks.json', service.url));
    expect(await response.json()).toEqual({ keys: [publicJwk(KEYS.B)] });
  });
});

describe('the metrics', () => {
  it('count what was received and how the exchange stands', async () => {
    const text = await (await fetch(new URL('/metrics', service.url))).text();
    expect(text).toMatch(/peer_messages_received_total\{result="applied"\} [1-9]/);
    expect(text).toContain('peer_messages_pending 0');
  });
});
