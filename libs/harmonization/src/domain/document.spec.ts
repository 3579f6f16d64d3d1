import { APPLICATION_STATES } from './application-record';
import { refuse } from './decision';
import {
  ARCHIVE_LIMITS,
  beginsAs,
  checkAttaching,
  DOCUMENT_TYPES,
  documentNameFault,
  fetchAgainAfter,
  isBomb,
  mayGiveDocumentsBack,
  mayHandDocumentsOver,
  maySayDocuments,
  mayTakeDocuments,
  MOST_IN_A_DRAFT,
} from './document';
import { OWNERSHIP } from './field-ownership';
import type { LinkCopy } from './link/record';

const PDF = DOCUMENT_TYPES['application/pdf']!;

const aCopy = (own: object = {}, mirror: object = {}): LinkCopy<unknown> =>
  ({
    self: 'HERE',
    peer: 'THERE',
    own: { phase: 'ACTIVE', host: 'HERE', epoch: 3, flow: 'KEEP', pauses: [], endReason: '', ...own },
    mirror: { phase: 'ACTIVE', pauses: [], ...mirror },
  }) as unknown as LinkCopy<unknown>;

const OPEN = { arranged: true, consented: true };

describe('what a document is', () => {
  it('DOC-1: each type has extensions of its own and a way to check its bytes', () => {
    const all = Object.values(DOCUMENT_TYPES);
    const extensions = all.flatMap((type) => type.extensions);
    expect(new Set(extensions).size).toBe(extensions.length);
    expect(all.every(({ begins, mainPart, isText }) => Boolean(begins ?? mainPart ?? isText))).toBe(true);
  });

  it.each([
    ['application/pdf', '%PDF-1.7', true],
    ['application/pdf', 'MZ %PDF-1.7', false],
    ['application/pdf', '%PD', false],
    ['image/png', '\u0089PNG\r\n\u001a\n', true],
    ['image/jpeg', '\u00ff\u00d8\u00ff\u00e0', true],
    ['image/tiff', 'MM\u0000*', true],
    ['image/jpeg', 'GIF89a', false],
  ])('DOC-2: %s that begins with %j: %s', (type, head, holds) => {
    expect(beginsAs(DOCUMENT_TYPES[type]!, Buffer.from(head, 'latin1'))).toBe(holds);
  });

  it.each([
    [{ packed: 1_000, unpacked: 50_000, entries: 12 }, false],
    [{ packed: 1_000, unpacked: 9 * 1024 * 1024, entries: 12 }, false],
    [{ packed: 1_000, unpacked: 11 * 1024 * 1024, entries: 12 }, true],
    [{ packed: 50_000_000, unpacked: ARCHIVE_LIMITS.unpackedBytes + 1, entries: 1 }, true],
    [{ packed: 1_000_000, unpacked: 1_000_000, entries: ARCHIVE_LIMITS.entries + 1 }, true],
  ])('DOC-3: an archive of %j is a bomb: %s', (unpacked, bomb) => {
    expect(isBomb(unpacked)).toBe(bomb);
  });

  it.each(['plan.pdf', 'Plan de sécurité 2026.PDF', 'C-TPAT (v2), final.pdf'])(
    'DOC-4: takes the name %s',
    (name) => {
      expect(documentNameFault(name, PDF)).toBeUndefined();
    },
  );

  it.each([
    ['../../etc/passwd.pdf', 'DOCUMENT_NAME_UNSAFE'],
    ['C:\\temp\\plan.pdf', 'DOCUMENT_NAME_UNSAFE'],
    ['folder/plan.pdf', 'DOCUMENT_NAME_UNSAFE'],
    ['.pdf', 'DOCUMENT_NAME_UNSAFE'],
    ['plan\u202efdp.pdf', 'DOCUMENT_NAME_UNSAFE'],
    ['plan\r\nX-Header: 1.pdf', 'DOCUMENT_NAME_UNSAFE'],
    ['', 'DOCUMENT_NAME_UNSAFE'],
    [`${'a'.repeat(200)}.pdf`, 'DOCUMENT_NAME_UNSAFE'],
    ['plan', 'DOCUMENT_NAME_EXTENSION'],
    ['plan.pdf.exe', 'DOCUMENT_NAME_EXTENSION'],
    ['plan.docx', 'DOCUMENT_NAME_EXTENSION'],
  ])('DOC-4: refuses the name %j', (name, code) => {
    expect(documentNameFault(name, PDF)).toMatchObject({ pointer: '/name', code });
  });
});

describe('what crosses', () => {
  it.each([
    ['of the host of an active link', aCopy(), OPEN, true],
    ['of a client', aCopy({ host: 'THERE' }), OPEN, false],
    ['before the link is active', aCopy({ phase: 'DECISIONS_PENDING' }), OPEN, false],
    ['while this side pauses', aCopy({ pauses: ['SUSPENDED'] }), OPEN, false],
    ['while the other side pauses', aCopy({}, { pauses: ['CONSENT_WITHDRAWN'] }), OPEN, false],
    ['without an arrangement', aCopy(), { ...OPEN, arranged: false }, false],
    ['without a consent', aCopy(), { ...OPEN, consented: false }, false],
    ['while the right to edit is on its way', aCopy({ phase: 'TRANSFER_PENDING' }), OPEN, false],
  ])('DOC-5: documents %s are said: %#', (_, copy, gates, said) => {
    expect(maySayDocuments(copy, gates)).toBe(said);
  });

  it('DOC-11: evidence of an application is in no row of what crosses with it, and only a host tells of documents', () => {
    const withAnApplication = OWNERSHIP.filter(({ class: crossing }) => crossing === 'APPLICATION');
    expect(withAnApplication.length).toBeGreaterThan(3);
    expect(withAnApplication.filter(({ path }) => /document|evidence|file/i.test(path))).toEqual([]);
    expect(maySayDocuments(aCopy({ host: 'THERE' }), OPEN)).toBe(false);
  });

  it('DOC-6: the bytes follow a delink by choice, but no other end and no withdrawn consent', () => {
    const ended = (endReason: string): LinkCopy<unknown> => aCopy({ phase: 'ENDED', endReason });
    expect(mayHandDocumentsOver(aCopy(), OPEN)).toBe(true);
    expect(mayHandDocumentsOver(ended('DELINKED'), OPEN)).toBe(true);
    expect(mayHandDocumentsOver(ended('DELINKED'), { ...OPEN, consented: false })).toBe(false);
    expect(mayHandDocumentsOver(ended('DENIED'), OPEN)).toBe(false);
  });

  it.each([
    ['while the link stands', aCopy({ host: 'THERE' }), OPEN, true],
    ['after an end by choice', aCopy({ phase: 'ENDED', endReason: 'DELINKED', host: 'THERE' }), OPEN, true],
    ['after any other end', aCopy({ phase: 'ENDED', endReason: 'DENIED', host: 'THERE' }), OPEN, false],
    ['after a dispute was upheld', aCopy({ host: 'THERE' }, { wantEnd: 'DISPUTE_UPHELD' }), OPEN, false],
    ['while a side pauses', aCopy({ host: 'THERE' }, { pauses: ['SUSPENDED'] }), OPEN, false],
    ['without a consent', aCopy({ host: 'THERE' }), { ...OPEN, consented: false }, false],
    ['without an arrangement', aCopy({ host: 'THERE' }), { ...OPEN, arranged: false }, false],
  ])('DOC-12: what the peer had shared goes back to it %s: %#', (_, copy, gates, given) => {
    expect(mayGiveDocumentsBack(copy, gates)).toBe(given);
  });

  it('DOC-7: a client takes what is said at its own epoch, and nothing while it is paused', () => {
    const client = { host: 'THERE' };
    expect(mayTakeDocuments(aCopy(client), 3)).toBe(true);
    expect(mayTakeDocuments(aCopy(client), 2)).toBe(false);
    expect(mayTakeDocuments(aCopy(client), 4)).toBe(false);
    expect(mayTakeDocuments(aCopy({ ...client, pauses: ['SUSPENDED'] }), 3)).toBe(false);
    expect(mayTakeDocuments(aCopy(), 3)).toBe(false);
  });

  it('DOC-8: bytes are asked for again soon, then hourly, without an end', () => {
    expect([1, 2, 3, 4, 9].map(fetchAgainAfter)).toEqual([5_000, 20_000, 80_000, 320_000, 3_600_000]);
  });

  it('DOC-9: a draft holds only so many documents', () => {
    expect(checkAttaching({ state: 'DRAFT', held: MOST_IN_A_DRAFT - 1 }).ok).toBe(true);
    expect(checkAttaching({ state: 'DRAFT', held: MOST_IN_A_DRAFT })).toEqual(
      refuse('DOCUMENTS_TOO_MANY', { most: MOST_IN_A_DRAFT }),
    );
  });

  it.each(APPLICATION_STATES.filter((state) => state !== 'DRAFT'))(
    'DOC-10: nothing is put into an application that is %s',
    (state) => {
      expect(checkAttaching({ state, held: 0 })).toEqual(
        refuse('APPLICATION_STATE', { state, allowed: ['DRAFT'] }),
      );
    },
  );
});
