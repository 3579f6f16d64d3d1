import { publicJwk } from '@messaging/signatures/keys';
import { PretendedPeer } from '@testing/peer/pretended-peer';
import type { Session } from '@testing/people/session';
import { isDown, passes } from '@testing/proxy/behaviours';
import { playFlow, type Linked } from './support/play/flows';
import { accountAt } from './support/play/review';
import { otherThan, PROGRAM_CODES, type ProgramCode } from './support/programs';
import { aSigningKey, type Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const REASON = { reason: 'Decided by the security officers of headquarters.' };
const NEXT = { CTPAT: aSigningKey('ctpat-2'), PIP: aSigningKey('pip-2') };
const FLOWS = { CTPAT: 'F1', PIP: 'F2' } as const;

let world: World;
const linked = {} as Record<ProgramCode, Linked>;
beforeAll(async () => {
  const given = (program: ProgramCode) => ({ SIGNING_KEYS: JSON.stringify({ keys: [NEXT[program]] }) });
  world = await startWorld({ environment: { CTPAT: given('CTPAT'), PIP: given('PIP') } });
  for (const code of PROGRAM_CODES) linked[code] = await playFlow(world, FLOWS[code], 'host');
});
afterEach(() => world.both.forEach(({ line }) => (line.behave = passes)));
afterAll(() => world?.stop());

const hq = (side: Side, name = 'hq'): Session => world.people.signIn(side, { name, role: 'HQ' });
const propose = async (side: Side, path: string, body: object = {}): Promise<any> =>
  hq(side).make(`/v1/staff/${path}`, { ...REASON, ...body });
const decide = (side: Side, id: string, what = 'approve', name = 'hq2') =>
  hq(side, name).post(`/v1/staff/proposals/${id}/${what}`, REASON);

/** One person of headquarters proposes it, another one approves it. */
async function agree(side: Side, path: string, body?: object): Promise<void> {
  const { id } = await propose(side, path, body);
  expect((await decide(side, id)).status).toBe(200);
}

const peerAt = async (side: Side): Promise<any> => (await hq(side).read('/v1/staff/peers')).items[0];
const ownKeys = async (side: Side): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await hq(side).read('/v1/staff/signing-keys')).items.map(({ keyId, state }: any) => [keyId, state]),
  );
const published = async (side: Side): Promise<string[]> => {
  const { keys } = (await (await fetch(`${side.url}/.well-known/jwks.json`)).json()) as {
    keys: { kid: string }[];
  };
  return keys.map(({ kid }) => kid).toSorted();
};
const untilPublished = (side: Side, ...kids: string[]) =>
  untilHolds(
    () => published(side),
    (found) => found.join() === kids.toSorted().join(),
    `${side.program} to publish ${kids.join()}`,
  );
const signedLastBy = ({ line }: Side): string | undefined =>
  /keyid="([^"]+)"/.exec(String(line.heard.at(-1)?.headers['signature-input']))?.[1];

let phones = 0;
/** An edit at the host of that program's link; what it changed, for who waits for it at the client. */
async function editAt(program: ProgramCode): Promise<string> {
  const { filed, host, accountNumbers } = linked[program];
  const phone = `+1613555${String(2000 + phones++)}`;
  await filed.carrier.at(host).edit(`/v1/accounts/${accountNumbers[host.program]}`, { phone });
  return phone;
}
const untilAtClient = (program: ProgramCode, phone: string) => {
  const { client, accountNumbers } = linked[program];
  return untilHolds(
    () => accountAt(world, client, accountNumbers[client.program]),
    ({ shared }) => shared.phone === phone,
    `the edit of ${program} at its client`,
  );
};
const untilNothingWaits = () =>
  Promise.all(
    world.both.map((side) =>
      untilHolds(
        () => world.officer(side).read('/v1/staff/exchange'),
        ({ pending, parked }) => pending === 0 && parked === 0,
        `${side.program} to have said all`,
      ),
    ),
  );
const speaker = (side: Side, key = side.settings.peerKey): PretendedPeer =>
  new PretendedPeer({ from: otherThan(side.program), to: side.program, url: side.url, key });

describe.each(PROGRAM_CODES)('the pairing as headquarters of %s keep it', (program) => {
  let side: Side;
  let peer: string;
  beforeEach(() => {
    side = world.sides[program];
    peer = otherThan(program);
  });

  it('is shown as configured at first, with public keys only', async () => {
    expect(await peerAt(side)).toMatchObject({
      code: peer,
      url: side.line.url,
      isAsConfigured: true,
      status: 'OPEN',
      keys: [{ keyId: side.settings.peerKey.kid, state: 'TRUSTED' }],
    });
    const keys = await hq(side).read('/v1/staff/signing-keys');
    expect(keys.items.map(({ keyId, state, isHeld }: any) => [keyId, state, isHeld])).toEqual([
      [side.settings.signingKey.kid, 'ACTIVE', true],
      [NEXT[program].kid, 'HELD', true],
    ]);
    expect(JSON.stringify([await peerAt(side), keys])).not.toContain('"d":');
    expect(await published(side)).toEqual([side.settings.signingKey.kid]);
  });

  it('changes for no officer, no auditor, and not by one person alone (DUO-1)', async () => {
    const path = `/v1/staff/signing-keys/${NEXT[program].kid}/announce`;
    for (const who of [world.officer(side), world.auditor(side)])
      expect((await who.post(path, REASON)).status).toBe(403);
    const { id } = await propose(side, `signing-keys/${NEXT[program].kid}/announce`);

    expect((await hq(side).post(path, REASON)).body.code).toBe('REQUEST_ALREADY_OPEN');
    expect((await decide(side, id, 'approve', 'hq')).body.code).toBe('SAME_PERSON');
    expect((await world.officer(side).post(`/v1/staff/proposals/${id}/approve`, REASON)).status).toBe(403);
    expect((await ownKeys(side))[NEXT[program].kid!]).toBe('HELD');
    expect((await decide(side, id, 'refuse')).status).toBe(200);
    expect((await decide(side, id)).body.code).toBe('REQUEST_STATE');
    expect((await ownKeys(side))[NEXT[program].kid!]).toBe('HELD');
  });

  it('refuses what is malformed, unknown, private or of another peer', async () => {
    const key = publicJwk(aSigningKey('strange'));
    const ask = (path: string, body: object) => hq(side).post(`/v1/staff/${path}`, { ...REASON, ...body });
    const trust = (publicKey: object) => ask(`peers/${peer}/keys`, { publicKey });
    const answers = await Promise.all([
      trust({ ...key, x: 'short' }),
      trust(aSigningKey('private')),
      trust({ ...key, kty: 'RSA' }),
      ask(`peers/${peer}/address`, { url: 'ftp://elsewhere' }),
      ask(`peers/${peer}/status`, { status: 'MAYBE' }),
      ask(`peers/${program}/keys`, { publicKey: key }),
      ask('signing-keys/unknown/announce', {}),
      ask(`peers/${peer}/keys/unknown/retire`, {}),
      ask(`signing-keys/${NEXT[program].kid}/activate`, {}),
      ask(`signing-keys/${side.settings.signingKey.kid}/retire`, {}),
      ask(`peers/${peer}/keys/${side.settings.peerKey.kid}/retire`, {}),
      trust(publicJwk(side.settings.peerKey)),
    ]);

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      ...Array.from({ length: 5 }, () => [422, 'REQUEST_INVALID']),
      ...Array.from({ length: 3 }, () => [404, 'NOT_FOUND']),
      ...Array.from({ length: 2 }, () => [409, 'KEY_STATE']),
      [409, 'PEER_KEY_LAST'],
      [409, 'KEY_STATE'],
    ]);
  });

  it('closed, lets nothing out and nothing in; opened again, all that waited arrives', async () => {
    await agree(side, `peers/${peer}/status`, { status: 'CLOSED' });
    const phone = await editAt(program);
    expect((await speaker(side).say([])).status).toBe(401);
    expect((await peerAt(side)).status).toBe('CLOSED');
    const { host, client, accountNumbers } = linked[program];
    expect((await accountAt(world, client, accountNumbers[client.program])).shared.phone).not.toBe(phone);
    expect(host).toBe(side);

    await agree(side, `peers/${peer}/status`, { status: 'OPEN' });

    await untilAtClient(program, phone);
    expect((await speaker(side).say([])).status).toBe(200);
  });

  it('follows the peer to another address', async () => {
    const { host } = linked[program];
    host.line.behave = isDown;
    await agree(host, `peers/${peer}/address`, { url: world.other(host).url });
    await untilAtClient(program, await editAt(program));
    expect(await peerAt(host)).toMatchObject({ url: world.other(host).url, isAsConfigured: false });
    host.line.behave = passes;
    await agree(host, `peers/${peer}/address`, { url: host.line.url });
  });
});

describe.each(PROGRAM_CODES)('a new signing key of %s, while edits flow both ways', (program) => {
  let side: Side;
  let other: Side;
  const next = NEXT[program].kid!;
  beforeEach(() => {
    side = world.sides[program];
    other = world.other(side);
  });

  it('KEY-1, KEY-2: is announced, trusted, made active and takes over; nothing is lost, the former key is retired', async () => {
    const first = side.settings.signingKey.kid!;
    const edits: string[] = [];
    const editBoth = async (): Promise<void> => {
      for (const code of PROGRAM_CODES) edits.push(await editAt(code));
    };
    await agree(side, `signing-keys/${next}/announce`);
    await untilPublished(side, first, next);
    await editBoth();
    expect(signedLastBy(side)).toBe(first);

    // Active before the peer trusts it: what is said meanwhile waits, and is signed anew.
    await Promise.all([agree(side, `signing-keys/${next}/activate`), editBoth()]);
    await editBoth();
    await agree(other, `peers/${program}/keys`, { publicKey: publicJwk(NEXT[program]) });
    await editBoth();
    for (const [at, code] of PROGRAM_CODES.entries()) await untilAtClient(code, edits.at(at - 2)!);
    await untilNothingWaits();
    expect(signedLastBy(side)).toBe(next);
    expect(await ownKeys(side)).toEqual({ [first]: 'FORMER', [next]: 'ACTIVE' });
    expect(await published(side)).toEqual([first, next].toSorted());

    const early = await hq(side).post(`/v1/staff/signing-keys/${first}/retire`, REASON);
    expect([early.status, early.body.code]).toEqual([409, 'KEY_OVERLAP']);
    world.clock.advanceDays(1);
    await agree(side, `signing-keys/${first}/retire`);
    await agree(other, `peers/${program}/keys/${first}/retire`);
    await untilPublished(side, next);
    await Promise.all(PROGRAM_CODES.map(async (code) => untilAtClient(code, await editAt(code))));
    await untilNothingWaits();
  });

  it('KEY-3: leaves the retired key to nobody: it is refused, and cannot be trusted or announced again', async () => {
    const retired = side.settings.signingKey;
    await untilHolds(
      async () => (await speaker(other, retired).say([])).status,
      (status) => status === 401,
      'the retired key to be refused',
    );
    expect((await speaker(other, NEXT[program]).say([])).status).toBe(200);
    const again = await Promise.all([
      hq(other).post(`/v1/staff/peers/${program}/keys`, { ...REASON, publicKey: publicJwk(retired) }),
      hq(side).post(`/v1/staff/signing-keys/${retired.kid}/announce`, REASON),
    ]);
    expect(again.map(({ body }) => body.code)).toEqual(['KEY_STATE', 'KEY_STATE']);
  });

  it('stays in use after a restart, and its change stands in the audit', async () => {
    await side.stop();
    await side.start();
    other.line.leadTo(side.url);
    await untilAtClient(program, await editAt(program));
    expect(signedLastBy(side)).toBe(next);
    expect(await ownKeys(side)).toEqual({ [side.settings.signingKey.kid!]: 'RETIRED', [next]: 'ACTIVE' });
    const { items } = await world.auditor(side).read(`/v1/staff/audit?subjectKind=key&subjectId=${next}`);
    expect(items.map(({ action }: any) => action)).toEqual(
      expect.arrayContaining(['key.announced', 'key.activated']),
    );
  });
});
