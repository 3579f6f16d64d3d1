import type { Bilingual } from './bilingual';

export type MailLanguage = 'en' | 'fr';

/** A mail as it is read: one line of subject, plain text. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** A subject longer than this is cut by most programs that show it. */
const LONGEST_SUBJECT = 150;

/** MAIL-1: a subject is one line without control characters, so that nothing in it can become another header. */
export const subjectLine = (subject: string): string =>
  subject
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, LONGEST_SUBJECT);

const CLOSING: Bilingual = {
  en: 'This message was sent automatically; answers to it are not read. Sign in to the service to act on it.',
  fr: 'Ce message est automatique; les réponses ne sont pas lues. Ouvrez une session dans le service pour y donner suite.',
};

/** MAIL-2: a mail speaks the reader's language; to a reader who has chosen none, those in which its program writes, one after the other. */
export function mailText(
  subject: Bilingual,
  text: Bilingual,
  sender: Bilingual,
  languages: readonly MailLanguage[],
): MailText {
  return {
    subject: subjectLine(languages.map((language) => subject[language]).join(' / ')),
    text: languages
      .map((language) => `${text[language]}\n\n${sender[language]}\n${CLOSING[language]}\n`)
      .join('\n———\n\n'),
  };
}

/** Minutes until the next attempt, by the number of failed ones; after the last one the mail is given up: three days in all. */
const RETRY_MINUTES = [1, 5, 30, 120, 360, 720, 1440, 1440] as const;

/** MAIL-3: a mail that fails is tried again, later each time, and given up after three days. Undefined: give it up. */
export const mailRetryMinutes = (failures: number): number | undefined => RETRY_MINUTES[failures - 1];
