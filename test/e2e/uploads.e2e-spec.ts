import { request } from 'node:http';
import type { Session } from '@testing/people/session';
import { zipOf, type ZipPart } from '@testing/zip';
import { submit, untilReviewedByBoth } from './support/play/application';
import { aPdf, attach, PDF, upload, type UploadOf } from './support/play/documents';
import { untilHolds } from './support/until';
import { startWorld, type World } from './support/world';
import type { FreshCarrier } from './support/fresh-carrier';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const part = (name: string, content: string | Buffer = name, more: Partial<ZipPart> = {}): ZipPart => ({
  name,
  content: Buffer.from(content),
  ...more,
});
const docx = (...more: ZipPart[]): Buffer<ArrayBuffer> =>
  zipOf([part('[Content_Types].xml'), part('word/document.xml'), ...more]);

/** One that unpacks to far more than it is. */
const ZEROES = Buffer.alloc(40 * 1024 * 1024);

interface Refused extends UploadOf {
  readonly status: number;
  readonly code: string;
}

const REFUSED: Record<string, Refused> = {
  'no bytes': { body: Buffer.alloc(0), status: 422, code: 'DOCUMENT_EMPTY' },
  'a type that is not taken': {
    type: 'application/x-msdownload',
    status: 415,
    code: 'DOCUMENT_TYPE_NOT_ALLOWED',
  },
  JSON: { body: Buffer.from('{}'), type: 'application/json', status: 415, code: 'DOCUMENT_TYPE_NOT_ALLOWED' },
  'HTML that calls itself a PDF': {
    body: Buffer.from('<html></html>'),
    status: 422,
    code: 'DOCUMENT_CONTENT_MISMATCH',
  },
  'a PDF that calls itself a picture': {
    type: 'image/png',
    query: { name: 'plan.png' },
    status: 422,
    code: 'DOCUMENT_CONTENT_MISMATCH',
  },
  'a program that calls itself text': {
    type: 'text/plain',
    query: { name: 'plan.txt' },
    body: Buffer.from('MZ\u0000\u0001'),
    status: 422,
    code: 'DOCUMENT_CONTENT_MISMATCH',
  },
  'a path in the name': { query: { name: '../../plan.pdf' }, status: 422, code: 'DATA_INVALID' },
  'a name of another type': { query: { name: 'plan.pdf.exe' }, status: 422, code: 'DATA_INVALID' },
  'a name with a control character': {
    query: { name: 'plan\u0007.pdf' },
    status: 422,
    code: 'CHARACTER_NOT_ALLOWED',
  },
  'no name': { query: { name: '' }, status: 400, code: 'REQUEST_INVALID' },
  'an unknown parameter': { query: { status: 'APPROVED' }, status: 400, code: 'REQUEST_INVALID' },
  'a criterion that nobody knows': { query: { criterion: '99.9' }, status: 422, code: 'DATA_INVALID' },
  'a validation of somebody else': {
    query: { validationId: '0198a000-0000-7000-8000-000000000001' },
    status: 422,
    code: 'DATA_INVALID',
  },
  'a packed body': {
    headers: { 'content-encoding': 'gzip' },
    status: 415,
    code: 'CONTENT_ENCODING_UNSUPPORTED',
  },
  'more than the limit': {
    body: Buffer.concat([aPdf('long'), Buffer.alloc(70_000, 0x20)]),
    status: 413,
    code: 'DOCUMENT_TOO_LARGE',
  },
  'an archive that is no office file': {
    type: DOCX,
    query: { name: 'plan.docx' },
    body: zipOf([part('virus.exe')]),
    status: 422,
    code: 'DOCUMENT_CONTENT_MISMATCH',
  },
  'an office file with macros': {
    type: DOCX,
    query: { name: 'plan.docx' },
    body: docx(part('word/vbaProject.bin')),
    status: 422,
    code: 'DOCUMENT_CONTENT_MISMATCH',
  },
  'a zip bomb': {
    type: DOCX,
    query: { name: 'plan.docx' },
    body: docx(part('word/media/blank.bmp', ZEROES)),
    status: 422,
    code: 'DOCUMENT_UNSAFE',
  },
  'a zip bomb that lies about its size': {
    type: DOCX,
    query: { name: 'plan.docx' },
    body: docx(part('word/media/blank.bmp', ZEROES, { declaredSize: 1_000 })),
    status: 422,
    code: 'DOCUMENT_UNSAFE',
  },
  'an archive whose names lead out of it': {
    type: DOCX,
    query: { name: 'plan.docx' },
    body: docx(part('../../../etc/cron.d/x')),
    status: 422,
    code: 'DOCUMENT_UNSAFE',
  },
  'an encrypted archive': {
    type: DOCX,
    query: { name: 'plan.docx' },
    body: docx(part('word/secret.xml', 'x', { flags: 1 })),
    status: 422,
    code: 'DOCUMENT_UNSAFE',
  },
  'half an archive': {
    type: DOCX,
    query: { name: 'plan.docx' },
    body: docx().subarray(0, 90),
    status: 422,
    code: 'DOCUMENT_CONTENT_MISMATCH',
  },
};

describe('an upload', () => {
  let world: World;
  let carrier: FreshCarrier;
  let accountNumber: string;
  beforeAll(async () => {
    world = await startWorld({ environment: { CTPAT: { DOCUMENT_MAX_BYTES: '65536' } } });
    carrier = world.carrier('F1');
    accountNumber = (await untilReviewedByBoth(world, await submit(world.ctpat, carrier))).CTPAT;
  });
  afterAll(() => world?.stop());

  const documents = async (): Promise<any[]> =>
    (await carrier.at(world.ctpat).read(`/v1/accounts/${accountNumber}/documents`)).items;

  it.each(Object.entries(REFUSED))(
    'DOC-1 DOC-2 DOC-3 DOC-4: refuses %s and keeps nothing',
    async (_, { status, code, ...of }) => {
      const answer = await upload(carrier.at(world.ctpat), accountNumber, of);

      expect(answer.body).toMatchObject({ status, code, title: expect.any(String) });
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(await documents()).toEqual([]);
    },
  );

  it('is not kept where its sender breaks off, nor where it does not end within the limit', async () => {
    const session = carrier.at(world.ctpat);
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(Buffer.alloc(16_384, 0x20)),
    });
    const authorization = await session.authorization();
    const url = `${world.ctpat.url}/v1/accounts/${accountNumber}/documents?name=plan.pdf`;
    const broken = request(url, {
      method: 'POST',
      headers: { authorization, 'content-type': PDF, 'content-length': '1000', 'idempotency-key': 'broken' },
    });
    broken.on('error', () => undefined);
    broken.write('%PDF-1.4');
    broken.destroy();
    const answer = await fetch(url, {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { authorization, 'content-type': PDF, 'idempotency-key': 'endless' },
    }).catch(() => undefined);

    // The client of this test may give up on the answer while it still sends.
    expect([undefined, 413]).toContain(answer?.status);
    expect(await documents()).toEqual([]);
  });

  it('asks for a key, and does the same thing once', async () => {
    const session = carrier.at(world.ctpat);
    const keyless = await upload(session, accountNumber, { headers: { 'idempotency-key': '' } });
    expect(keyless.body).toMatchObject({ status: 400, code: 'IDEMPOTENCY_KEY_MISSING' });

    const key = { 'idempotency-key': 'the-same' };
    const [first, second] = [
      await upload(session, accountNumber, { headers: key }),
      await upload(session, accountNumber, { headers: key }),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await documents()).toHaveLength(1);
    const other = await upload(session, accountNumber, { headers: key, body: aPdf('another') });
    expect(other.body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it.each([
    ['application/pdf; charset=binary', 'Plan de sûreté (été) "v2", 100 %.pdf', aPdf('plan')],
    [DOCX, 'plan.docx', docx()],
    ['text/csv', 'trips.csv', Buffer.from('date;péage\n2026-01-01;1\n')],
  ])('takes %s as %s and gives it back as it was', async (type, name, body) => {
    const safe = name.replaceAll('"', '”');
    const { status, body: view } = await upload(carrier.at(world.ctpat), accountNumber, {
      type,
      body,
      query: { name: safe },
    });
    expect([status, view.name, view.bytes]).toEqual([201, safe, body.length]);

    const authorization = await carrier.at(world.ctpat).authorization();
    const content = await fetch(
      `${world.ctpat.url}/v1/accounts/${accountNumber}/documents/${view.id}/content`,
      {
        headers: { authorization },
      },
    );
    expect(Buffer.from(await content.arrayBuffer()).equals(body)).toBe(true);
    expect(content.headers.get('content-disposition')).toContain(`filename*=UTF-8''`);
  });

  it('is refused on other routes as before', async () => {
    const answer = await carrier.at(world.ctpat).call('POST', '/v1/applications', {
      body: aPdf('plan'),
      headers: { 'content-type': PDF, 'idempotency-key': 'elsewhere' },
    });
    expect(answer.body).toMatchObject({ status: 415, code: 'MEDIA_TYPE_UNSUPPORTED' });
  });

  it('to the library is headquarters’ alone; members read what is published, and no longer what is retired', async () => {
    const path = '/v1/staff/library?name=criteria.pdf&titleEn=Criteria&titleFr=Crit%C3%A8res';
    const publish = (session: Session) =>
      session.call('POST', path, {
        body: aPdf('law'),
        headers: { 'content-type': PDF, 'idempotency-key': 'law' },
      });
    const member = carrier.at(world.ctpat);
    expect((await publish(world.officer(world.ctpat))).status).toBe(403);
    expect((await publish(member)).status).toBe(403);

    const { status, body } = await publish(world.headquarters(world.ctpat));

    expect([status, body.title]).toEqual([201, { en: 'Criteria', fr: 'Critères' }]);
    expect((await member.read('/v1/library')).items).toEqual([expect.objectContaining({ id: body.id })]);
    const content = await member.get(`/v1/library/${body.id}/content`);
    expect([content.status, content.body]).toEqual([200, aPdf('law').toString()]);
    for (const gone of [204, 204])
      expect(
        (await world.headquarters(world.ctpat).call('DELETE', `/v1/staff/library/${body.id}`)).status,
      ).toBe(gone);
    expect((await member.read('/v1/library')).items).toEqual([]);
    expect((await member.get(`/v1/library/${body.id}/content`)).status).toBe(404);
    expect((await world.auditor(world.ctpat).read('/v1/staff/library')).items).toHaveLength(1);
  });

  describe('into a draft', () => {
    let draft: string;
    let path: string;
    let session: Session;
    beforeEach(async () => {
      const applicant = world.carrier('F1');
      session = applicant.at(world.ctpat);
      draft = (await session.make('/v1/applications?draft=true', { form: applicant.form })).id;
      path = `/v1/applications/${draft}/documents`;
    });
    const held = async (): Promise<any[]> => (await session.read(path)).items;

    it('is listed, read as it was, and taken out again, each with an audit row', async () => {
      const { status, body } = await attach(session, draft, { query: { criterion: '4.1' } });
      expect([status, body]).toEqual([
        201,
        expect.objectContaining({ applicationId: draft, criterion: '4.1', visibility: 'HOST_ONLY' }),
      ]);
      expect(await held()).toEqual([body]);
      expect((await session.get(`${path}/${body.id}/content`)).body).toBe(aPdf('plan').toString());

      expect((await session.call('DELETE', `${path}/${body.id}`)).status).toBe(204);
      expect(await held()).toEqual([]);
      expect((await session.call('DELETE', `${path}/${body.id}`)).status).toBe(404);
      const audited = await world.ctpat.rows(
        `SELECT action, actor FROM audit_entry WHERE subject_kind = 'document' AND subject_id = $1 ORDER BY id`,
        [body.id],
      );
      expect(audited).toEqual(
        ['document.uploaded', 'document.removed'].map((action) => ({ action, actor: session.login })),
      );
    });

    it.each(Object.entries(REFUSED).filter(([name]) => name !== 'a validation of somebody else'))(
      'DOC-1 DOC-2 DOC-3 DOC-4: refuses %s there as everywhere',
      async (_, { status, code, ...of }) => {
        expect((await attach(session, draft, of)).body).toMatchObject({ status, code });
        expect(await held()).toEqual([]);
      },
    );

    it('twice with one key is one document', async () => {
      const headers = { 'idempotency-key': 'one-key' };
      const answers = [await attach(session, draft, { headers }), await attach(session, draft, { headers })];
      expect(answers[1]!.body).toEqual(answers[0]!.body);
      expect(await held()).toHaveLength(1);
    });

    it('of somebody else finds no such draft', async () => {
      const { body } = await attach(session, draft);
      const stranger = world.carrier('F1').at(world.ctpat);
      const own = (await stranger.make('/v1/applications?draft=true', { form: {} })).id;
      expect((await attach(stranger, draft)).body.code).toBe('NOT_FOUND');
      for (const at of [path, `/v1/applications/${own}/documents`]) {
        expect((await stranger.get(`${at}/${body.id}/content`)).status).toBe(404);
        expect((await stranger.call('DELETE', `${at}/${body.id}`)).status).toBe(404);
      }
      expect((await stranger.get(path)).status).toBe(404);
      expect(await held()).toHaveLength(1);
    });

    it('comes too late once the application is submitted, and what is in it stays in it', async () => {
      const { body } = await attach(session, draft);
      await session.make(`/v1/applications/${draft}/submit`);
      const facts = { status: 409, code: 'APPLICATION_STATE', allowed: ['DRAFT'] };
      expect((await attach(session, draft)).body).toMatchObject(facts);
      expect((await session.call('DELETE', `${path}/${body.id}`)).body).toMatchObject(facts);
      const filed = await untilHolds(
        async () => (await session.read(`/v1/applications/${draft}`)).accountNumber as string,
        Boolean,
        'an account to file the document with',
      );
      expect((await session.read(`/v1/accounts/${filed}/documents`)).items).toEqual([
        expect.objectContaining({ id: body.id, sha256: body.sha256 }),
      ]);
    });

    it('DOC-9: finds no room beside sixty others', async () => {
      const sixty = `INSERT INTO application_document (id, application_id, name, media_type, bytes, sha256, visibility, uploaded_by, uploaded_at)
        SELECT gen_random_uuid(), $1, 'plan.pdf', 'application/pdf', 1, repeat('0', 64), 'SHARED', 'carrier', now() FROM generate_series(1, 60)`;
      await world.ctpat.rows(sixty, [draft], 'owner');
      expect((await attach(session, draft)).body).toMatchObject({
        status: 409,
        code: 'DOCUMENTS_TOO_MANY',
        most: 60,
      });
    });
  });
});
