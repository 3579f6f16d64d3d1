import { Transform, type TransformFnParams } from 'class-transformer';
import { registerDecorator } from 'class-validator';

/** The text of a variable as it was given; what is no text (a default) passes. */
const reading = (read: (value: unknown) => unknown): PropertyDecorator =>
  Transform(({ value }: TransformFnParams) => read(value));

/** Reads digits as a number; anything else stays as it is, so that the check that follows names it. */
export const AsNumber = (): PropertyDecorator =>
  reading((value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value));

/** Reads `true` and `false`; anything else stays as it is. */
export const AsBoolean = (): PropertyDecorator =>
  reading((value) => (value === 'true' ? true : value === 'false' ? false : value));

/** Reads JSON where the text is JSON; a URL or broken JSON stays text. */
export const AsJson = (): PropertyDecorator =>
  reading((value) => {
    try {
      return typeof value === 'string' ? JSON.parse(value) : value;
    } catch {
      return value;
    }
  });

/** Reads PEM, also where a shell or a compose file had to write its line breaks as `\n`. */
export const AsPem = (): PropertyDecorator =>
  reading((value) => (typeof value === 'string' ? value.replaceAll('\\n', '\n') : value));

function check(name: string, expected: string, holds: (value: unknown) => boolean): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: property as string,
      validator: { validate: holds, defaultMessage: () => `${String(property)} must be ${expected}` },
    });
}

const isUrlOf = (value: unknown, schemes: readonly string[]): boolean => {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  return schemes.includes(new URL(value).protocol.replace(':', ''));
};

/** A whole number within bounds, both included. */
export const IsWhole = (from: number, to: number): PropertyDecorator =>
  check(
    'isWhole',
    `a whole number from ${from} to ${to}`,
    (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
  );

/** A URL with one of the given schemes. */
export const IsUrlOf = (...schemes: string[]): PropertyDecorator =>
  check(
    'isUrlOf',
    `a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    (value) => isUrlOf(value, schemes),
  );

const isEd25519 = (value: unknown): boolean => {
  const key = value as Record<string, unknown> | null;
  return (
    typeof key === 'object' &&
    key?.kty === 'OKP' &&
    key.crv === 'Ed25519' &&
    typeof key.x === 'string' &&
    typeof key.kid === 'string'
  );
};

const isPrivateKey = (value: unknown): boolean =>
  isEd25519(value) && typeof (value as { d?: unknown }).d === 'string';

/** An Ed25519 private key as JWK, with a `kid`: the peer finds the public half by it. */
export const IsEd25519PrivateKey = (): PropertyDecorator =>
  check('isEd25519PrivateKey', 'an Ed25519 private key in JWK form with a "kid"', isPrivateKey);

/** Several private keys, each with its "kid". */
export const IsEd25519PrivateKeySet = (): PropertyDecorator =>
  check('isEd25519PrivateKeySet', 'a JWK set of Ed25519 private keys, each with a "kid"', (value) => {
    const keys = (value as { keys?: unknown } | null)?.keys;
    return Array.isArray(keys) && keys.every(isPrivateKey);
  });

/** Pinned public keys: a JWK set, or the URL of one. */
export const IsKeySet = (): PropertyDecorator =>
  check('isKeySet', 'a JWK set of Ed25519 keys, or the URL of one', (value) => {
    const keys = (value as { keys?: unknown } | null)?.keys;
    return (
      isUrlOf(value, ['http', 'https']) || (Array.isArray(keys) && keys.length > 0 && keys.every(isEd25519))
    );
  });

/** One certificate or key, or several after each other, as PEM. */
export const IsPem = (): PropertyDecorator =>
  check(
    'isPem',
    'PEM text that starts with -----BEGIN',
    (value) =>
      typeof value === 'string' && /^-----BEGIN [A-Z ]+-----\n[\s\S]+-----END [A-Z ]+-----\s*$/.test(value),
  );
