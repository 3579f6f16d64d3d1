/** A look at one value of a record that the peer says, before anything is made of it. */
export type Shape = (value: unknown) => boolean;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const LONGEST = 400;

export const isText: Shape = (value) =>
  typeof value === 'string' && value.length > 0 && value.length <= LONGEST;
export const isUuid: Shape = (value) => typeof value === 'string' && UUID.test(value);
export const isFlag: Shape = (value) => typeof value === 'boolean';
export const isCount: Shape = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

export const oneOf =
  (values: readonly string[]): Shape =>
  (value) =>
    typeof value === 'string' && values.includes(value);

export const orAbsent =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);

export const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every((item) => shape(item));

/** An object in which each of these fields holds; others may stand beside them, for a later version says more. */
export const recordOf =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const record = value as Record<string, unknown>;
    return Object.entries(fields).every(([name, shape]) => shape(record[name]));
  };
