import { isUtf8 } from 'node:buffer';
import { open, readFile } from 'node:fs/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { beginsAs, isBomb, type DocumentType } from '../domain/document';
import { RefusedError } from '../refusal/refused.error';

const mismatch = (why: string): RefusedError =>
  new RefusedError({ code: 'DOCUMENT_CONTENT_MISMATCH', facts: { why } });
const unsafe = (why: string): RefusedError => new RefusedError({ code: 'DOCUMENT_UNSAFE', facts: { why } });

/** Refuses content that is not what its type says, and archives that would do harm where they are unpacked. */
export async function inspectContent(path: string, type: DocumentType): Promise<void> {
  if (type.begins && !beginsAs(type, await headOf(path))) throw mismatch('BEGINNING');
  if (type.isText) await inspectText(path);
  if (type.mainPart) await inspectArchive(path, type.mainPart);
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Control characters other than tab and line ends: no text has them, every binary format does. */
// eslint-disable-next-line no-control-regex -- these are what we look for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

async function inspectText(path: string): Promise<void> {
  const bytes = await readFile(path);
  if (!isUtf8(bytes) || CONTROL.test(bytes.toString('utf8'))) throw mismatch('NOT_TEXT');
}

const ENCRYPTED = 1;
const MACROS = /(^|\/)vbaProject\.bin$/i;
const CONTENT_TYPES = '[Content_Types].xml';

/** DOC-3: reads the whole archive once, counting; nothing of it is written anywhere. */
async function inspectArchive(path: string, mainPart: string): Promise<void> {
  const archive = await openPromise(path, { lazyEntries: true, strictFileNames: true }).catch(
    () => undefined,
  );
  if (!archive) throw mismatch('NOT_AN_ARCHIVE');
  try {
    const parts = await partsOf(archive);
    if (!parts.has(CONTENT_TYPES) || !parts.has(mainPart)) throw mismatch('PARTS');
    if ([...parts].some((name) => MACROS.test(name))) throw mismatch('MACROS');
  } catch (error) {
    // Whatever the reader stumbles over (sizes that lie, names that lead out of the folder) is no document.
    throw error instanceof RefusedError ? error : unsafe('ARCHIVE_BROKEN');
  } finally {
    archive.close();
  }
}

async function partsOf(archive: ZipFile): Promise<Set<string>> {
  const parts = new Set<string>();
  const read = { packed: 0, unpacked: 0, entries: 0 };
  for await (const entry of archive.eachEntry()) {
    parts.add(entry.fileName);
    read.entries += 1;
    read.packed += entry.compressedSize;
    await unpack(archive, entry, read);
  }
  return parts;
}

/** What the entry declares is not believed: its bytes are counted as they come. */
async function unpack(
  archive: ZipFile,
  entry: Entry,
  read: { packed: number; unpacked: number; entries: number },
): Promise<void> {
  if (entry.generalPurposeBitFlag & ENCRYPTED) throw unsafe('ENCRYPTED');
  if (isBomb({ ...read, unpacked: read.unpacked + entry.uncompressedSize }))
    throw unsafe('UNPACKS_TO_TOO_MUCH');
  if (entry.fileName.endsWith('/')) return;
  for await (const piece of await archive.openReadStreamPromise(entry)) {
    read.unpacked += (piece as Buffer).length;
    if (isBomb(read)) throw unsafe('UNPACKS_TO_TOO_MUCH');
  }
}
