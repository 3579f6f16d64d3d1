import type { FieldFinding } from './application-form';
import type { ApplicationState } from './application-record';
import { inBoth } from './bilingual';
import { accept, refuse, type Decision } from './decision';
import { holdsToken, isDisputeUpheld, isPaused } from './link/token';
import type { LinkCopy } from './link/record';
import { lineFault, LONGEST_LINE } from './plain-text';

/** `SHARED` documents are told to the client of the link; `HOST_ONLY` ones never leave the program that holds them. */
export const VISIBILITIES = ['SHARED', 'HOST_ONLY'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** How the bytes of a type are known. */
export interface DocumentType {
  readonly extensions: readonly string[];
  /** The bytes that a file of this type begins with; any of them. */
  readonly begins?: readonly (readonly number[])[];
  /** A file of this type is an archive with this part in it. */
  readonly mainPart?: string;
  /** Nothing but readable text. */
  readonly isText?: true;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** DOC-1: every type that can be checked; which of them a service takes is configuration. */
export const DOCUMENT_TYPES: Readonly<Record<string, DocumentType>> = {
  'application/pdf': { extensions: ['pdf'], begins: [[0x25, 0x50, 0x44, 0x46, 0x2d]] },
  'image/png': {
    extensions: ['png'],
    begins: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  },
  'image/jpeg': { extensions: ['jpg', 'jpeg'], begins: [[0xff, 0xd8, 0xff]] },
  'image/tiff': {
    extensions: ['tif', 'tiff'],
    begins: [
      [0x49, 0x49, 0x2a, 0x00],
      [0x4d, 0x4d, 0x00, 0x2a],
    ],
  },
  [`${OFFICE}.wordprocessingml.document`]: { extensions: ['docx'], mainPart: 'word/document.xml' },
  [`${OFFICE}.spreadsheetml.sheet`]: { extensions: ['xlsx'], mainPart: 'xl/workbook.xml' },
  [`${OFFICE}.presentationml.presentation`]: { extensions: ['pptx'], mainPart: 'ppt/presentation.xml' },
  'text/plain': { extensions: ['txt'], isText: true },
  'text/csv': { extensions: ['csv'], isText: true },
};

/** DOC-2: whether a file begins as files of its type do; one whose type says nothing of its beginning does. */
export const beginsAs = ({ begins }: DocumentType, head: Uint8Array): boolean =>
  !begins || begins.some((bytes) => bytes.every((byte, index) => head[index] === byte));

/** DOC-3: an archive is read through before it is kept, and no further than this: what unpacks to more is a bomb, not a document. */
export const ARCHIVE_LIMITS = { entries: 5_000, unpackedBytes: 200 * 1024 * 1024, ratio: 200 } as const;

/** A document of this size unpacked is harmless whatever its ratio: blank pages compress well. */
const RATIO_COUNTS_FROM_BYTES = 10 * 1024 * 1024;

/** DOC-3: whether what was read of an archive so far is more than a document holds. */
export const isBomb = ({ packed, unpacked, entries }: Unpacked): boolean =>
  entries > ARCHIVE_LIMITS.entries ||
  unpacked > ARCHIVE_LIMITS.unpackedBytes ||
  (unpacked > RATIO_COUNTS_FROM_BYTES && unpacked > packed * ARCHIVE_LIMITS.ratio);

export interface Unpacked {
  readonly packed: number;
  readonly unpacked: number;
  readonly entries: number;
}

const UNSAFE_NAME = /[/\\:*?"<>|]|^\.|\.\.|\.$/;

/** DOC-4: a name is a plain file name of the declared type, never a path, and shows all that it holds. */
export function documentNameFault(name: string, type: DocumentType): FieldFinding | undefined {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase();
  if (lineFault(name) || UNSAFE_NAME.test(name)) return nameFinding('DOCUMENT_NAME_UNSAFE');
  if (!extension || !type.extensions.includes(extension))
    return nameFinding('DOCUMENT_NAME_EXTENSION', type.extensions);
  return undefined;
}

const nameFinding = (code: string, extensions: readonly string[] = []): FieldFinding => ({
  pointer: '/name',
  code,
  expected: extensions.length
    ? inBoth(
        `a name that ends in .${extensions.join(' or .')}, as its type does`,
        `un nom qui se termine par .${extensions.join(' ou .')}, comme son type`,
      )
    : inBoth(
        `a file name of at most ${LONGEST_LINE} characters, without a path`,
        `un nom de fichier d’au plus ${LONGEST_LINE} caractères, sans chemin`,
      ),
});

/** The two gates of ground rule 5, as they stand now. */
export interface SharingGates {
  readonly arranged: boolean;
  readonly consented: boolean;
}

/** DOC-5: documents are told only by the host of an active link that no side pauses, under an arrangement and a consent in force. */
export const maySayDocuments = (copy: LinkCopy<unknown>, gates: SharingGates): boolean =>
  copy.own.phase === 'ACTIVE' && holdsToken(copy) && !isPaused(copy) && gates.arranged && gates.consented;

/** DOC-6: the bytes are handed over where the document may be told, and after a delink by choice those of the final copy. */
export const mayHandDocumentsOver = (copy: LinkCopy<unknown>, gates: SharingGates): boolean =>
  maySayDocuments(copy, gates) ||
  (copy.own.phase === 'ENDED' &&
    copy.own.endReason === 'DELINKED' &&
    copy.own.host === copy.self &&
    !isDisputeUpheld(copy) &&
    !isPaused(copy) &&
    gates.arranged &&
    gates.consented);

/**
 * DOC-12: what the peer had shared, and a restore has lost there, is given back to it as it was handed over: in a link that stands, or was
 * ended by choice.
 */
export const mayGiveDocumentsBack = (copy: LinkCopy<unknown>, gates: SharingGates): boolean =>
  (copy.own.phase === 'ACTIVE' || (copy.own.phase === 'ENDED' && copy.own.endReason === 'DELINKED')) &&
  !isDisputeUpheld(copy) &&
  !isPaused(copy) &&
  gates.arranged &&
  gates.consented;

/** DOC-7: what the host says of a document is taken by the client of that very epoch, while it is not paused itself; until then it waits. */
export const mayTakeDocuments = ({ own, self }: LinkCopy<unknown>, epoch: number): boolean =>
  own.phase === 'ACTIVE' && own.host !== self && own.epoch === epoch && own.pauses.length === 0;

const MINUTE = 60_000;

/** DOC-8: milliseconds before the bytes of a document are asked for again: soon at first, then every hour for as long as they are wanted. */
export const fetchAgainAfter = (tries: number): number =>
  Math.min(60 * MINUTE, 5_000 * 4 ** Math.max(0, tries - 1));

/** DOC-9: a draft belongs to someone of whom nothing is known yet: it holds five documents for each of the twelve categories, and no more. */
export const MOST_IN_A_DRAFT = 60;

/**
 * DOC-9, DOC-10: a document is put into a draft, or taken out of it, only while it is one: submitted, it is what the programs review, and
 * once an account is open the document belongs there. Refuses: APPLICATION_STATE, DOCUMENTS_TOO_MANY.
 */
export function checkAttaching({
  state,
  held,
}: {
  state: ApplicationState;
  held: number;
}): Decision<undefined> {
  if (state !== 'DRAFT') return refuse('APPLICATION_STATE', { state, allowed: ['DRAFT'] });
  if (held >= MOST_IN_A_DRAFT) return refuse('DOCUMENTS_TOO_MANY', { most: MOST_IN_A_DRAFT });
  return accept(undefined);
}
