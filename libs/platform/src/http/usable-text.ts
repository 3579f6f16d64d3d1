import type { Violation } from '../problem/problem-error';
import { requestTooDeep, textUnusable } from '../problem/request-problems';

/** Control characters except tab, line feed and carriage return, and halves of a surrogate pair: PostgreSQL or UTF-8 cannot hold them. */
// eslint-disable-next-line no-control-regex -- these are what we look for
const UNUSABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;

/** No document of ours nests deeper than ten; this many keeps recursive readers off the end of the stack. */
const MAX_DEPTH = 32;

/** How JSON writes them: as they are (DEL) or escaped. Text without either holds none, and is not walked. */
const MAYBE_UNUSABLE = /\\[ubf]|\u007f/;

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function collect(value: unknown, pointer: string, depth: number, found: string[]): void {
  if (typeof value === 'string' && UNUSABLE.test(value)) found.push(pointer);
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) throw requestTooDeep(MAX_DEPTH);
  for (const [name, inner] of Object.entries(value)) {
    if (UNUSABLE.test(name)) found.push(pointer);
    else collect(inner, `${pointer}/${escaped(name)}`, depth + 1, found);
  }
}

const violationAt = (pointer: string): Violation => ({
  pointer,
  code: 'CHARACTER_NOT_ALLOWED',
  expected: { en: 'text without control characters', fr: 'un texte sans caractères de contrôle' },
});

/** Codes of the characters that give JSON its shape; a set of them would cost more than all the rest of the look. */
const [QUOTE, ESCAPE, BRACE, BRACKET, END_BRACE, END_BRACKET] = [0x22, 0x5c, 0x7b, 0x5b, 0x7d, 0x5d] as const;

/** Where the text that begins before this place ends. */
function endOfText(json: string, from: number): number {
  let place = from;
  for (
    let code = json.charCodeAt(place);
    code !== QUOTE && place < json.length;
    code = json.charCodeAt(place)
  ) {
    place += code === ESCAPE ? 2 : 1;
  }
  return place;
}

/** How deep well-formed JSON nests. */
function depthOf(json: string): number {
  let [depth, deepest] = [0, 0];
  for (let place = 0; place < json.length; place++) {
    const code = json.charCodeAt(place);
    if (code === QUOTE) place = endOfText(json, place + 1);
    else if (code === BRACE || code === BRACKET) deepest = Math.max(deepest, ++depth);
    else if (code === END_BRACE || code === END_BRACKET) depth--;
  }
  return deepest;
}

/** `refuseUnusableText` for what was read from this JSON: most bodies are cleared by a look at their text. */
export function refuseUnusableJson(json: string, value: unknown): void {
  if (MAYBE_UNUSABLE.test(json) || depthOf(json) >= MAX_DEPTH) refuseUnusableText(value);
}

/** Refuses (422, every place at once) text that no column can hold, before anything reads it. */
export function refuseUnusableText(value: unknown): void {
  const found: string[] = [];
  collect(value, '', 0, found);
  if (found.length > 0) throw textUnusable([...new Set(found)].map(violationAt));
}
