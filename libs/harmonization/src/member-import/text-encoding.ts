/** The encodings in which members' files come. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Names by which people and programs ask for them. */
const NAMES: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16': 'utf-16le',
  'utf-16be': 'utf-16be',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
};

export const encodingNamed = (name: string): Encoding | undefined => NAMES[name.trim().toLowerCase()];

/** Codes 0x80 to 0x9F of windows-1252; the rest is Latin-1. Node 20 has releases that take this encoding for Latin-1 altogether. */
const C1 =
  '\u20AC\uFFFD\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\uFFFD\u017D\uFFFD' +
  '\uFFFD\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\uFFFD\u017E\u0178';

const fromWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => C1[character.charCodeAt(0) - 0x80] ?? '\uFFFD');

/** Turns the pieces of a file into text, whatever character a piece ends in; a byte that means nothing becomes U+FFFD. */
export function decoderOf(encoding: Encoding): { text(bytes: Uint8Array): string; end(): string } {
  if (encoding === 'windows-1252') return { text: fromWindows1252, end: () => '' };
  const decoder = new TextDecoder(encoding);
  return { text: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

/** Without a mark, UTF-16 shows itself: nearly every second byte of a file of names and numbers is zero. */
function utf16By(bytes: Uint8Array): Encoding | undefined {
  const zerosAt = (parity: number): number =>
    bytes.filter((byte, place) => byte === 0 && place % 2 === parity).length;
  const [first, second] = [zerosAt(0), zerosAt(1)];
  if (Math.max(first, second) <= bytes.length / 8) return undefined;
  return second > first ? 'utf-16le' : 'utf-16be';
}

function marked([first, second, third]: Uint8Array): Encoding | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

/** Finds out how a file is encoded while it passes by: its mark, its zeros, or whether all of it is UTF-8; windows-1252 otherwise. */
export class EncodingFinder {
  private found: Encoding | undefined;
  private isUtf8 = true;
  private hasBegun = false;
  private readonly strict = new TextDecoder('utf-8', { fatal: true });

  see(bytes: Uint8Array): void {
    if (!this.hasBegun) this.found = marked(bytes) ?? utf16By(bytes.subarray(0, 4_096));
    this.hasBegun = true;
    if (this.found === undefined) this.check(() => this.strict.decode(bytes, { stream: true }));
  }

  encoding(): Encoding {
    if (this.found) return this.found;
    this.check(() => this.strict.decode());
    return this.isUtf8 ? 'utf-8' : 'windows-1252';
  }

  private check(decode: () => unknown): void {
    if (!this.isUtf8) return;
    try {
      decode();
    } catch {
      this.isUtf8 = false;
    }
  }
}
