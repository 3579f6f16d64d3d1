const EMAIL_LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const HOST_NAME = /^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$/;

/** REACH-1: an e-mail address has a plain local part of at most 64 characters and a host name with a dot; 254 characters in all (RFC 5321). */
export function isEmail(value: string): boolean {
  const at = value.lastIndexOf('@');
  const local = value.slice(0, Math.max(at, 0));
  return (
    value.length <= 254 &&
    local.length <= 64 &&
    EMAIL_LOCAL.test(local) &&
    HOST_NAME.test(value.slice(at + 1))
  );
}

/** REACH-2: a telephone number is written as E.164 has it: plus, country code, number, seven to fifteen digits in all. */
export const isPhone = (value: string): boolean => /^\+[1-9]\d{6,14}$/.test(value);

/** REACH-3: a web address begins with http:// or https:// and a host name. */
export function isWebsite(value: string): boolean {
  const match = /^https?:\/\/([^/?#:]+)(:\d{1,5})?([/?#][!-~]*)?$/.exec(value);
  return value.length <= 200 && match !== null && HOST_NAME.test(match[1] ?? '');
}

/** Two addresses that reach the same box: case does not count. */
export const sameEmail = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
