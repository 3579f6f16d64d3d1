import { createHash } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowName } from '@harmonization/domain/scenario';
import { PeerClient, PeerRefused } from '@messaging/peer/peer-client';
import { isDown, passes } from '@testing/proxy/behaviours';
import {
  aPdf,
  attach,
  documentFolderOf,
  share as shareAt,
  staffDocument,
  upload,
} from './support/play/documents';
import { playOn, type Linked } from './support/play/flows';
import { setStatus, untilAllSaid } from './support/play/review';
import type { Side } from './support/side';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe.each<FlowName>(['F1', 'F2'])('the documents of a carrier linked by %s', (flow) => {
  let world: World;
  let linked: Linked;
  let number: { host: string; client: string };
  /** What was put into the draft, for both programs and for the host alone. */
  let evidence: { shared: any; own: any };
  beforeAll(async () => {
    world = await startWorld();
    const carrier = world.carrier(flow);
    const entry = world.sides[carrier.host];
    const session = carrier.at(entry);
    const { id } = await session.make('/v1/applications?draft=true', { form: carrier.form });
    const put = async (words: string, query: Record<string, string>) =>
      (await attach(session, id, { body: aPdf(words), query })).body;
    evidence = {
      shared: await put('evidence', { visibility: 'SHARED', criterion: '4.1' }),
      own: await put('for the host', {}),
    };
    await session.make(`/v1/applications/${id}/submit`);
    linked = await playOn(world, { id, entry, carrier });
    number = {
      host: linked.accountNumbers[linked.host.program],
      client: linked.accountNumbers[linked.client.program],
    };
  });
  afterAll(async () => {
    await world?.stop();
    for (const side of world.both) rmSync(documentFolderOf(side), { recursive: true, force: true });
  });

  const carrierAt = (side: Side) => linked.filed.carrier.at(side);
  const atHost = (id: string): string => `/v1/accounts/${number.host}/documents/${id}`;
  const atClient = (id: string): string => `/v1/accounts/${number.client}/documents/${id}`;
  const share = (words: string): Promise<any> => shareAt(carrierAt(linked.host), number.host, words);
  const replica = (id: string, is: Record<string, unknown>): Promise<any> =>
    untilHolds(
      () => staffDocument(world, linked.client, number.client, id),
      (found) => Object.entries(is).every(([field, value]) => found?.[field] === value),
      `the replica to be ${JSON.stringify(is)}`,
    );

  it('DOC-10: evidence put into the draft is filed with the account under its id, and what is shared of it crosses with the link', async () => {
    const { shared, own } = evidence;
    const { items } = await carrierAt(linked.host).read(`/v1/accounts/${number.host}/documents`);
    const facts = { accountNumber: number.host, state: 'PRESENT', copy: 'HELD', replica: false };
    expect(items).toEqual([
      expect.objectContaining({ ...facts, id: own.id, visibility: 'HOST_ONLY' }),
      expect.objectContaining({ ...facts, id: shared.id, visibility: 'SHARED', criterion: '4.1' }),
    ]);
    const inDraft = `/v1/applications/${linked.filed.id}/documents`;
    expect((await carrierAt(linked.host).read(inDraft)).items).toEqual([]);
    expect((await carrierAt(linked.host).call('DELETE', `${inDraft}/${shared.id}`)).body.code).toBe(
      'APPLICATION_STATE',
    );

    await replica(shared.id, { copy: 'HELD', criterion: '4.1' });
    const content = await carrierAt(linked.client).get(`${atClient(shared.id)}/content`);
    expect([content.status, content.body]).toEqual([200, aPdf('evidence').toString()]);
    expect((await carrierAt(linked.client).get(atClient(own.id))).status).toBe(404);
  });

  it('DOC-5: a shared one is told by reference, fetched by its hash, and read at the client', async () => {
    const { id } = await share('the plan');

    const found = await replica(id, { copy: 'HELD' });
    expect(found).toMatchObject({
      name: 'plan.pdf',
      criterion: '4.1',
      sha256: sha256(aPdf('the plan')),
      replica: true,
    });
    const content = await carrierAt(linked.client).get(`${atClient(id)}/content`);
    expect(content.status).toBe(200);
    expect(content.body).toBe(aPdf('the plan').toString());
    expect(Object.fromEntries(content.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="plan.pdf"; filename*=UTF-8''plan.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    const [said] = await linked.host.rows(
      `SELECT record FROM said_record WHERE kind = 'document' AND subject = $1`,
      [id],
    );
    expect(JSON.stringify(said)).not.toContain('%PDF');
  });

  it('never tells of one that is for the host only, until it is shared; un-shared it is gone again', async () => {
    const { body } = await upload(carrierAt(linked.host), number.host, { body: aPdf('secret') });
    await untilAllSaid(world);
    expect((await carrierAt(linked.client).get(atClient(body.id))).status).toBe(404);

    await carrierAt(linked.host).edit(atHost(body.id), { visibility: 'SHARED' });
    await replica(body.id, { copy: 'HELD', state: 'PRESENT' });

    await carrierAt(linked.host).edit(atHost(body.id), { visibility: 'HOST_ONLY' });
    await replica(body.id, { state: 'REMOVED' });
    expect((await carrierAt(linked.client).get(`${atClient(body.id)}/content`)).body.code).toBe(
      'DOCUMENT_REMOVED',
    );

    await carrierAt(linked.host).edit(atHost(body.id), { visibility: 'SHARED' });
    await replica(body.id, { copy: 'HELD', state: 'PRESENT' });
  });

  it('a removal crosses, and keeps the row for staff of the host', async () => {
    const { id } = await share('to be removed');
    await replica(id, { copy: 'HELD' });

    for (const status of [204, 204])
      expect((await carrierAt(linked.host).call('DELETE', atHost(id))).status).toBe(status);

    await replica(id, { state: 'REMOVED' });
    expect(
      (await carrierAt(linked.host).read(`/v1/accounts/${number.host}/documents`)).items,
    ).not.toContainEqual(expect.objectContaining({ id }));
    const staff = world.officer(linked.host);
    expect(await staff.read(`/v1/staff/accounts/${number.host}/documents/${id}`)).toMatchObject({
      state: 'REMOVED',
    });
    expect((await staff.get(`/v1/staff/accounts/${number.host}/documents/${id}/content`)).status).toBe(200);
    const patched = await carrierAt(linked.host).patch(
      atHost(id),
      { visibility: 'SHARED' },
      { 'if-match': '"2"' },
    );
    expect(patched.body).toMatchObject({ status: 409, code: 'DOCUMENT_REMOVED' });
  });

  it('VIEW-1: at the client documents are read, not put in, changed or taken out', async () => {
    const { id } = await share('read only');
    await replica(id, { copy: 'HELD' });
    const session = carrierAt(linked.client);

    expect((await session.read(`/v1/accounts/${number.client}/documents`)).items).toContainEqual(
      expect.objectContaining({ id }),
    );
    for (const refused of [
      await upload(session, number.client),
      await session.patch(atClient(id), { visibility: 'HOST_ONLY' }, { 'if-match': '"1"' }),
      await session.call('DELETE', atClient(id)),
    ])
      expect(refused.body).toMatchObject({
        status: 409,
        code: 'HOSTED_ELSEWHERE',
        host: linked.host.program,
      });
  });

  it('someone else’s documents do not exist, and staff and auditors may only read', async () => {
    const { id } = await share('private');
    const stranger = world.carrier('F1').at(linked.host);
    for (const answer of [
      await stranger.get(atHost(id)),
      await stranger.get(`${atHost(id)}/content`),
      await stranger.get(`/v1/accounts/${number.host}/documents`),
      await stranger.call('DELETE', atHost(id)),
      await upload(stranger, number.host),
    ])
      expect(answer.body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect((await upload(world.officer(linked.host), number.host)).status).toBe(403);
    expect(
      (await world.auditor(linked.host).get(`/v1/staff/accounts/${number.host}/documents/${id}`)).status,
    ).toBe(200);
  });

  it('DOC-6: the bytes are handed to the other service alone, and only while they are shared', async () => {
    const { id } = await share('by reference');
    await replica(id, { copy: 'HELD' });
    const path = `/peer/v1/documents/${sha256(aPdf('by reference'))}`;
    const peer = linked.client.running.app.get(PeerClient, { strict: false });

    expect((await fetch(linked.host.url + path)).status).toBe(401);
    expect((await peer.call('GET', path)).body.toString()).toBe(aPdf('by reference').toString());

    await carrierAt(linked.host).edit(atHost(id), { visibility: 'HOST_ONLY' });
    await expect(peer.call('GET', path)).rejects.toEqual(new PeerRefused(404));
    await expect(peer.call('GET', '/peer/v1/documents/nonsense')).rejects.toEqual(new PeerRefused(404));
  });

  it('waits while the link is paused, and arrives when it is not', async () => {
    await setStatus(world.officer(linked.host), number.host, 'SUSPENDED', 'INCIDENT');
    await untilAllSaid(world);
    const { id } = await share('during a pause');
    await untilAllSaid(world);
    expect((await carrierAt(linked.client).get(atClient(id))).status).toBe(404);

    await setStatus(world.officer(linked.host), number.host, 'PRIOR');

    await replica(id, { copy: 'HELD' });
  });

  it('DOC-8: bytes that cannot be fetched now are fetched later', async () => {
    const bytes = aPdf('down the line');
    // The record arrives, the bytes do not: the client's own line is down.
    linked.client.line.behave = isDown;
    const { id } = await share('down the line');
    await replica(id, { copy: 'AWAITED', sha256: sha256(bytes) });
    expect((await carrierAt(linked.client).get(`${atClient(id)}/content`)).body).toMatchObject({
      status: 409,
      code: 'DOCUMENT_NOT_HERE',
    });
    linked.client.line.behave = passes;

    await linked.client.rows(`UPDATE document SET next_try_at = now() WHERE id = $1`, [id]);
    await linked.client.runDueJobs();

    await replica(id, { copy: 'HELD' });
  });

  it('refuses bytes of another hash: the document is parked with a case, and fetched again when the host has mended it', async () => {
    linked.client.line.behave = isDown;
    const { id } = await share('to be spoiled');
    await replica(id, { copy: 'AWAITED' });
    const hash = sha256(aPdf('to be spoiled'));
    const place = join(documentFolderOf(linked.host), hash.slice(0, 2), hash);
    writeFileSync(place, aPdf('to be SPOILED'));
    linked.client.line.behave = passes;
    const staff = world.officer(linked.client);
    const path = `/v1/staff/accounts/${number.client}/documents/${id}`;

    await staff.make(`${path}/fetch`);
    await replica(id, { copy: 'PARKED' });

    const { items } = await staff.read(`/v1/staff/cases?kind=SYNC_DRIFT&subjectId=${linked.linkId}`);
    expect(items).toEqual([
      expect.objectContaining({ facts: expect.objectContaining({ documentId: id, reason: 'SHA256' }) }),
    ]);
    writeFileSync(place, aPdf('to be spoiled'));
    await staff.make(`${path}/fetch`);
    await replica(id, { copy: 'HELD' });
  });

  it('after a delink the client keeps its last replica, and the carrier may take it out there', async () => {
    const { id } = await share('the last one');
    await replica(id, { copy: 'HELD' });
    await untilAllSaid(world);
    await carrierAt(linked.host).make(`/v1/links/${linked.linkId}/delink`);
    await untilHolds(
      () => world.officer(linked.client).read(`/v1/staff/accounts/${number.client}`),
      ({ recordRole }) => recordRole === 'STANDALONE',
      'the end of the link',
    );

    await carrierAt(linked.host).call('DELETE', atHost(id));
    await untilAllSaid(world);
    expect((await carrierAt(linked.client).get(`${atClient(id)}/content`)).body).toBe(
      aPdf('the last one').toString(),
    );
    expect((await upload(carrierAt(linked.client), number.client)).status).toBe(201);
    expect((await carrierAt(linked.client).call('DELETE', atClient(id))).status).toBe(204);
  });

  it('sweeps bytes that no row names, a day later, and no others', async () => {
    const { client } = linked;
    const files = (): string[] =>
      readdirSync(documentFolderOf(client), { recursive: true, encoding: 'utf8' });
    await client.runDueJobs();
    const before = files();
    await client.rows(`UPDATE document_blob SET touched_at = now() - interval '25 hours'`);

    await client.runDueJobs();

    const named = await client.rows<{ sha256: string }>(
      `SELECT DISTINCT sha256 FROM document WHERE copy = 'HELD' AND (state = 'PRESENT' OR link_id IS NULL)`,
    );
    const left = files().filter((name) => name.length > 2);
    expect(left.map((name) => name.slice(3)).toSorted()).toEqual(named.map((row) => row.sha256).toSorted());
    expect(left.length).toBeLessThan(before.filter((name) => name.length > 2).length);
  });
});
