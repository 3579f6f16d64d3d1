import { crc32, deflateRawSync } from 'node:zlib';

/** One file of an archive; `declaredSize` where the archive is to lie about what it unpacks to. */
export interface ZipPart {
  readonly name: string;
  readonly content: Buffer;
  readonly declaredSize?: number;
  readonly flags?: number;
}

interface Packed {
  readonly local: Buffer;
  readonly central: (offset: number) => Buffer;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DEFLATE = 8;

/** Sizes, checksum and names as both headers of an entry have them. */
function commonFields({ name, content, declaredSize, flags = 0 }: ZipPart, packed: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(flags, 2);
  fields.writeUInt16LE(DEFLATE, 4);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(declaredSize ?? content.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}

const signed = (signature: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
};

function packed(part: ZipPart): Packed {
  const bytes = deflateRawSync(part.content, { level: 9 });
  const fields = commonFields(part, bytes);
  const name = Buffer.from(part.name);
  const tail = Buffer.alloc(14);
  return {
    local: Buffer.concat([signed(LOCAL), fields, name, bytes]),
    central: (offset) => {
      tail.writeUInt32LE(offset, 10);
      return Buffer.concat([signed(CENTRAL), Buffer.from([20, 0]), fields, tail, name]);
    },
  };
}

/** An archive with these parts, well-formed unless a part says otherwise. */
export function zipOf(parts: readonly ZipPart[]): Buffer<ArrayBuffer> {
  const all = parts.map(packed);
  const offsets = all.map((_, index) =>
    all.slice(0, index).reduce((sum, { local }) => sum + local.length, 0),
  );
  const central = Buffer.concat(all.map((part, index) => part.central(offsets[index] ?? 0)));
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(
    all.reduce((sum, { local }) => sum + local.length, 0),
    12,
  );
  return Buffer.concat([...all.map(({ local }) => local), central, signed(END), end]);
}
