import { generateKeyPairSync } from 'node:crypto';
import { keyId, publicJwk, type PrivateJwk } from './keys';
import { MessageSigner } from './message-signer';
import { MessageVerifier } from './message-verifier';
import { PeerKeys } from './peer-keys';
import { SignatureRefused, type Headers, type SignedRequest } from './signed-message';

const aKey = (): PrivateJwk =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as PrivateJwk;
const neverFetched = async () => Promise.reject(new Error('not asked'));
const keysOf = (...keys: PrivateJwk[]) => new PeerKeys({ keys: keys.map(publicJwk) }, neverFetched);

const senderKey = aKey();
const signer = new MessageSigner(senderKey);
const verifier = new MessageVerifier(keysOf(senderKey), 'B');
const aRequest = { method: 'POST', target: '/peer/v1/messages', body: Buffer.from('{"a":1}') };
const signed = async (request = aRequest): Promise<SignedRequest> => ({
  ...request,
  headers: await signer.signRequest(request, 'B'),
});
const withHeaders = (request: SignedRequest, headers: Headers): SignedRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
const at = (instant: number) => jest.useFakeTimers({ now: instant, doNotFake: ['setImmediate', 'nextTick'] });

afterEach(() => jest.useRealTimers());

describe('a signed request', () => {
  it('is accepted when nothing was changed', async () => {
    await expect(verifier.verifyRequest(await signed())).resolves.toBeUndefined();
  });

  it.each<[string, (request: SignedRequest) => SignedRequest]>([
    ['another body', (request) => ({ ...request, body: Buffer.from('{"a":2}') })],
    ['another path', (request) => ({ ...request, target: '/peer/v1/digests' })],
    ['another query', (request) => ({ ...request, target: '/peer/v1/messages?all=true' })],
    ['another method', (request) => ({ ...request, method: 'PUT' })],
    ['no digest', (request) => withHeaders(request, { 'content-digest': '' })],
    ['no signature', (request) => ({ ...request, headers: {} })],
    [
      'a second signature beside it',
      (request) =>
        withHeaders(request, { 'signature-input': `${request.headers['signature-input']}, b=();created=1` }),
    ],
    [
      'fewer signed components',
      (request) =>
        withHeaders(request, {
          'signature-input': request.headers['signature-input']!.replace('"@query" ', ''),
        }),
    ],
    [
      'a later date written into it',
      (request) =>
        withHeaders(request, {
          'signature-input': request.headers['signature-input']!.replace(/created=\d+/, 'created=9999999999'),
        }),
    ],
    ['a signature of nonsense', (request) => withHeaders(request, { signature: 'sig=:bm9uc2Vuc2U=:' })],
    ['a header that is no structured field', (request) => withHeaders(request, { signature: '((((' })],
  ])('is refused with %s', async (_, change) => {
    await expect(verifier.verifyRequest(change(await signed()))).rejects.toThrow(SignatureRefused);
  });

  it('is refused when body and digest were both changed', async () => {
    const other = Buffer.from('{"a":2}');
    const { 'content-digest': digest = '' } = await new MessageSigner(aKey()).signRequest(
      { ...aRequest, body: other },
      'B',
    );
    const forged = withHeaders({ ...(await signed()), body: other }, { 'content-digest': digest });
    await expect(verifier.verifyRequest(forged)).rejects.toThrow(SignatureRefused);
  });

  it.each([
    ['four minutes old', 4, true],
    ['six minutes old', 6, false],
    ['four minutes ahead of our clock', -4, true],
    ['six minutes ahead of our clock', -6, false],
  ])('that is %s is accepted: %s', async (_, minutes, isAccepted) => {
    const now = Date.now();
    at(now - minutes * 60_000);
    const request = await signed();
    at(now);
    const verification = verifier.verifyRequest(request).then(
      () => true,
      () => false,
    );
    await expect(verification).resolves.toBe(isAccepted);
  });

  it('is refused by a service it was not signed for', async () => {
    const third = new MessageVerifier(keysOf(senderKey), 'C');
    await expect(third.verifyRequest(await signed())).rejects.toThrow(SignatureRefused);
  });

  it('is refused when the key of that name is another', async () => {
    const impostor = { ...aKey(), kid: keyId(senderKey) };
    const sceptic = new MessageVerifier(keysOf(impostor), 'B');
    await expect(sceptic.verifyRequest(await signed())).rejects.toThrow(SignatureRefused);
  });

  it('is refused when the key is unknown', async () => {
    const stranger = new MessageVerifier(keysOf(aKey()), 'B');
    await expect(stranger.verifyRequest(await signed())).rejects.toThrow(SignatureRefused);
  });

  it('is accepted with either key while the sender changes keys', async () => {
    const nextKey = aKey();
    const patient = new MessageVerifier(keysOf(senderKey, nextKey), 'B');
    const withNext = { ...aRequest, headers: await new MessageSigner(nextKey).signRequest(aRequest, 'B') };
    await expect(patient.verifyRequest(await signed())).resolves.toBeUndefined();
    await expect(patient.verifyRequest(withNext)).resolves.toBeUndefined();
  });
});

describe('a signed answer', () => {
  const receiverKey = aKey();
  const answering = new MessageSigner(receiverKey);
  const reader = new MessageVerifier(keysOf(receiverKey), 'A');
  const answerTo = async (request: SignedRequest) => {
    const response = { status: 200, body: Buffer.from('{"receipts":[]}') };
    return { ...response, headers: await answering.signResponse(response, request, 'A') };
  };

  it('is a receipt for the request it answers', async () => {
    const request = await signed();
    await expect(reader.verifyResponse(await answerTo(request), request)).resolves.toBeUndefined();
  });

  it('is no receipt for the same body sent another time', async () => {
    const answer = await answerTo(await signed());
    await expect(reader.verifyResponse(answer, await signed())).rejects.toThrow(SignatureRefused);
  });

  it('is refused with another status or body', async () => {
    const request = await signed();
    const answer = await answerTo(request);
    await expect(reader.verifyResponse({ ...answer, status: 201 }, request)).rejects.toThrow(
      SignatureRefused,
    );
    await expect(reader.verifyResponse({ ...answer, body: Buffer.from('{}') }, request)).rejects.toThrow(
      SignatureRefused,
    );
  });
});

describe('keys behind an address', () => {
  const key = aKey();
  const next = aKey();

  it('are asked for again when an unknown one appears, but not for every forged name', async () => {
    let now = 0;
    const answers = [[key], [key, next]];
    const fetchSet = jest.fn(async () => ({ keys: (answers.shift() ?? [key, next]).map(publicJwk) }));
    const keys = new PeerKeys('http://peer/jwks', fetchSet, () => now);
    await keys.find(keyId(key));
    await keys.find('forged');
    await keys.find('forged');
    expect(fetchSet).toHaveBeenCalledTimes(1);
    now += 11_000;
    await expect(keys.find(keyId(next))).resolves.toBeDefined();
  });

  it('lose a withdrawn key after the refresh, and keep the last ones while the peer is down', async () => {
    let now = 0;
    const fetchSet = jest
      .fn(async () => ({ keys: [publicJwk(next)] }))
      .mockResolvedValueOnce({ keys: [publicJwk(key), publicJwk(next)] });
    const keys = new PeerKeys('http://peer/jwks', fetchSet, () => now);
    await expect(keys.find(keyId(key))).resolves.toBeDefined();
    fetchSet.mockRejectedValueOnce(new Error('down'));
    now += 601_000;
    await expect(keys.find(keyId(key))).resolves.toBeDefined();
    now += 11_000;
    await expect(keys.find(keyId(key))).resolves.toBeUndefined();
  });
});
