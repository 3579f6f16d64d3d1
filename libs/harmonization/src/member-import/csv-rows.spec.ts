import { CsvEnds, type CsvRow } from './csv-reader';
import { rowsOf } from './csv-rows';
import { decoderOf, encodingNamed, EncodingFinder, type Encoding } from './text-encoding';

async function* inPieces(bytes: Buffer, size = 3): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsIn(pieces: AsyncIterable<Buffer>, encoding: Encoding = 'utf-8'): Promise<CsvRow[]> {
  const all: CsvRow[] = [];
  for await (const some of rowsOf(pieces, encoding)) all.push(...some);
  return all;
}

const rows = async (
  text: string,
  encoding: Encoding = 'utf-8',
  bytes: Buffer = Buffer.from(text),
): Promise<CsvRow[]> => rowsIn(inPieces(bytes, 7), encoding);

const found = (bytes: Buffer, size = 5): Encoding => {
  const finder = new EncodingFinder();
  for (let at = 0; at < bytes.length; at += size) finder.see(bytes.subarray(at, at + size));
  return finder.encoding();
};

describe('the rows of a file', () => {
  it('have the line on which they begin, also where a cell has line breaks', async () => {
    expect(await rows('a,b\r\n1,"x ""y"""\r\n"two\nlines",3\r\n\r\n4,5')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'x "y"'] },
      { line: 3, cells: ['two\nlines', '3'] },
      { line: 6, cells: ['4', '5'] },
    ]);
  });

  it('are cut at semicolons or tabs where the first line has those', async () => {
    expect((await rows('a;b\n1,5;2')).at(1)?.cells).toEqual(['1,5', '2']);
    expect((await rows('a\tb\n1\t2')).at(1)?.cells).toEqual(['1', '2']);
  });

  it('with broken quotes are named, and the rows after them are read', async () => {
    expect(await rows('a,b\nbad"quote,5\n6,7\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: [], fault: 'QUOTES_BROKEN' },
      { line: 3, cells: ['6', '7'] },
    ]);
  });

  it('with broken quotes swallow none of the lines after them', async () => {
    expect((await rows('a,b\n"never,1\n2,3\n4,"x"\n')).slice(1)).toEqual([
      { line: 2, cells: [], fault: 'QUOTES_BROKEN' },
      { line: 3, cells: ['2', '3'] },
      { line: 4, cells: ['4', 'x'] },
    ]);
  });

  it('are the same wherever the pieces of the file end', async () => {
    const bytes = Buffer.from('a,b\r\n"one ""1""\r\nmore",é\r\r\n"",2\n3,\n"x"y,4\n5,"6"');
    const whole = await rowsIn(inPieces(bytes, bytes.length));
    for (let size = 1; size < bytes.length; size++)
      expect(await rowsIn(inPieces(bytes, size))).toEqual(whole);
    expect(whole.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, 'one "1"\r\nmore', 'é'],
      [5, '', '2'],
      [6, '3', ''],
      [7],
      [8, '5', '6'],
    ]);
  });

  it('end where a quote is never closed or a row has no end', async () => {
    await expect(rows('a,b\n1,2\n"never,3\n4,5\n')).rejects.toThrow(new CsvEnds(2));
    await expect(rows(`a,b\n1,2\n${'x'.repeat(70_000)},3\n`)).rejects.toThrow(CsvEnds);
  });
});

describe('the encoding of a file', () => {
  const text = 'nom,ville\nÉrable œuvre €,Lévis\n';
  const cp1252 = Buffer.from(text.replace('œ', '\x9c').replace('€', '\x80'), 'latin1');
  const utf16 = Buffer.from(text, 'utf16le');
  const swapped = Buffer.from(utf16).swap16();

  const files: [string, Encoding, Buffer][] = [
    ['UTF-8', 'utf-8', Buffer.from(text)],
    ['UTF-8 with a mark', 'utf-8', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 LE with a mark', 'utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 BE with a mark', 'utf-16be', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 LE', 'utf-16le', utf16],
    ['UTF-16 BE', 'utf-16be', swapped],
    ['windows-1252', 'windows-1252', cp1252],
  ];

  it.each(files)('is found: %s', async (_, encoding, bytes) => {
    expect(found(bytes, 64)).toBe(encoding);
    expect((await rows('', encoding, bytes)).map(({ cells }) => cells)).toEqual([
      ['nom', 'ville'],
      ['Érable œuvre €', 'Lévis'],
    ]);
  });

  it('shows a byte that means nothing as unreadable', () => {
    expect(decoderOf('windows-1252').text(Buffer.from([0x41, 0x81]))).toBe('A\uFFFD');
    expect(decoderOf('utf-8').text(Buffer.from([0x41, 0xff]))).toBe('A\uFFFD');
  });

  it('may be asked for by its usual names', () => {
    expect(['UTF8', 'latin1', 'ebcdic'].map(encodingNamed)).toEqual(['utf-8', 'windows-1252', undefined]);
  });
});
