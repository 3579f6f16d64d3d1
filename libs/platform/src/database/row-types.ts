import { types } from 'pg';

type ReadColumn = (text: string) => unknown;

/** As the driver has it; its types know neither the oids of our own types nor what the readers are. */
const driverReader = types.getTypeParser as (oid: number, format?: 'text' | 'binary') => ReadColumn;

const DATE = 1082;
const INT8 = 20;

/** A 64-bit number as a JavaScript number where it fits exactly (counts, sequences), else as text. */
const readInt8 = (text: string): number | string =>
  Number.isSafeInteger(Number(text)) ? Number(text) : text;

/** A calendar date stays the text `YYYY-MM-DD`: the driver's own `Date` at local midnight shifts it by a day. */
const readDate = (text: string): string => text;

/** How our connections read rows. Per connection, because the driver's global table is shared with the queue library. */
export const rowTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): ReadColumn {
    if (format !== 'binary' && oid === DATE) return readDate;
    if (format !== 'binary' && oid === INT8) return readInt8;
    return driverReader(oid, format);
  },
};
