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

  it('are cut as the header is, which names more columns with one delimiter than with another', async () => {
    expect((await rows('\n"a,b,c";d\n1,2,3;4\n')).map(({ cells }) => cells)).toEqual([
      ['a,b,c', 'd'],
      ['1,2,3', '4'],
    ]);
    expect((await rows('a\n1,5\n')).at(1)?.cells).toEqual(['1', '5']);
  });

  it('with broken quotes are named, and the rows after them are read', async () => {
    expect(await rows('a,b\n"bad"quote,5\n6,7\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: [], fault: 'QUOTES_BROKEN' },
      { line: 3, cells: ['6', '7'] },
    ]);
  });

  it('may have quotes within a cell that does not begin with one, as Excel reads them', async () => {
    expect(await rows('a,b\n5" pipe,"6" \n "7",8\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['5" pipe', '6'] },
      { line: 3, cells: [' "7"', '8'] },
    ]);
  });

  it('with broken quotes swallow none of the lines after them', async () => {
    expect((await rows('a,b\n"never,1\n2,3\n4,"x"\n')).slice(1)).toEqual([
      { line: 2, cells: [], fault: 'QUOTES_BROKEN' },
      { line: 3, cells: ['2', '3'] },
      { line: 4, cells: ['4', 'x'] },
    ]);
    expect((await rows('a,b\n"x"y,1\n"z"z,2\n3,4')).slice(1)).toEqual([
      { line: 2, cells: [], fault: 'QUOTES_BROKEN' },
      { line: 3, cells: [], fault: 'QUOTES_BROKEN' },
      { line: 4, cells: ['3', '4'] },
    ]);
  });

  it('may be as many in a turn as there are lines with broken quotes', async () => {
    const broken = await rowsIn(inPieces(Buffer.from(`a,b\n${'"x"y\n'.repeat(3_000)}1,2`), 8_192));
    expect(broken.map(({ line }) => line)).toEqual(Array.from({ length: 3_002 }, (_, place) => place + 1));
    expect(broken.at(-1)?.cells).toEqual(['1', '2']);
  });

  it('end in any line end, and a line break within a cell becomes a line feed', async () => {
    expect(await rows('a,b\r"1\r\n2\r3",4\r\r\n5,6\n\r7,8\r')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1\n2\n3', '4'] },
      { line: 6, cells: ['5', '6'] },
      { line: 8, cells: ['7', '8'] },
    ]);
  });

  it('lose the mark of the encoding, also of a second file that was put behind the first', async () => {
    expect(await rows('\uFEFFa,b\n1,2\n\uFEFF3,4\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 3, cells: ['3', '4'] },
    ]);
  });

  it('are the same wherever the pieces of the file end', async () => {
    const bytes = Buffer.from('a,b\r\n"one ""1""\r\nmore",é\r\r\n"",2\n3,\n"x"y,4\n5,"6" \r\n7,""""');
    const whole = await rowsIn(inPieces(bytes, bytes.length));
    for (let size = 1; size < bytes.length; size++)
      expect(await rowsIn(inPieces(bytes, size))).toEqual(whole);
    expect(whole.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, 'one "1"\nmore', 'é'],
      [5, '', '2'],
      [6, '3', ''],
      [7],
      [8, '5', '6'],
      [9, '7', '"'],
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
