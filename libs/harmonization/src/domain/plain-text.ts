/** What may be wrong with a line or a longer text that people wrote. */
export type TextFault =
  'EMPTY' | 'TOO_LONG' | 'CONTROL_CHARACTER' | 'INVISIBLE_CHARACTER' | 'LOOK_ALIKE' | 'NO_LETTER';

/** A name on a company register or a passport fits; much longer text is an attack or a mistake. */
export const LONGEST_LINE = 200;
export const LONGEST_TEXT = 5000;

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;
const CONTROL_BUT_LINE_BREAKS = /[\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]|(?![\n\t])\p{Cc}/u;
/** Zero-width and direction-changing characters, fillers and the blank Braille cell: seen as nothing, compared as something. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/u;

/**
 * TXT-1: one line has no control character, no half of a character and no private one: they break records, letters and databases.
 */
const breaksALine = (line: string): boolean => CONTROL.test(line);

/** TXT-2: nothing that a reader cannot see (zero-width, direction override, filler) stands in a text. */
const hidesSomething = (text: string): boolean => INVISIBLE.test(text);

/** Most lines are plain ASCII: printable, single-spaced, nothing to hide. They need none of the tests below. */
const PLAIN_LINE = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** The fault of one line of text (a street, a title), or none. */
export function lineFault(line: string): TextFault | undefined {
  if (PLAIN_LINE.test(line) && line.length <= LONGEST_LINE) return undefined;
  if (line.trim() === '') return 'EMPTY';
  if (line.length > LONGEST_LINE) return 'TOO_LONG';
  if (breaksALine(line)) return 'CONTROL_CHARACTER';
  return hidesSomething(line) ? 'INVISIBLE_CHARACTER' : undefined;
}

/** The fault of a longer text, in which line breaks and tabs are allowed, or none. */
export function longTextFault(text: string): TextFault | undefined {
  if (PLAIN_LINE.test(text) && text.length <= LONGEST_TEXT) return undefined;
  if (text.trim() === '') return 'EMPTY';
  if (text.length > LONGEST_TEXT) return 'TOO_LONG';
  if (CONTROL_BUT_LINE_BREAKS.test(text)) return 'CONTROL_CHARACTER';
  return hidesSomething(text) ? 'INVISIBLE_CHARACTER' : undefined;
}

/** TXT-4: a line is compared and stored in one form: Unicode NFC, single plain spaces, no space around it. */
export const normalizeLine = (line: string): string =>
  PLAIN_LINE.test(line)
    ? line
    : line
        .normalize('NFC')
        .replace(/\p{Zs}+/gu, ' ')
        .trim();

/** The same for a longer text, whose line breaks and inner spaces stay. */
export const normalizeLongText = (text: string): string =>
  PLAIN_LINE.test(text) ? text : text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
