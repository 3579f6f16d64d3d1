import { mailRetryMinutes, mailText, subjectLine } from './mail-text';

const SUBJECT = { en: 'A notice', fr: 'Un avis' };
const TEXT = { en: 'Your account is open.', fr: 'Votre compte est ouvert.' };
const SENDER = { en: 'The program', fr: 'Le programme' };

describe('a mail', () => {
  it('has a subject of one line, whatever stands in it (MAIL-1)', () => {
    expect(subjectLine('Hello\r\nBcc: everyone@example.com')).toBe('Hello Bcc: everyone@example.com');
    expect(subjectLine('a\u2028b\u0000c\u202Ed')).toBe('a b c d');
    expect(subjectLine('x'.repeat(500))).toHaveLength(150);
  });

  it('speaks the language of its reader, or all of its program (MAIL-2)', () => {
    const french = mailText(SUBJECT, TEXT, SENDER, ['fr']);
    const both = mailText(SUBJECT, TEXT, SENDER, ['en', 'fr']);

    expect(french.subject).toBe('Un avis');
    expect(french.text).toMatch(/^Votre compte est ouvert\.\n\nLe programme\n/);
    expect(french.text).not.toContain('Your account');
    expect(both.subject).toBe('A notice / Un avis');
    expect(both.text).toContain('Your account');
    expect(both.text).toContain('Votre compte');
  });

  it('is tried again later each time, and given up after three days (MAIL-3)', () => {
    const waits = Array.from({ length: 8 }, (_, failed) => mailRetryMinutes(failed + 1));

    expect(waits).toEqual([1, 5, 30, 120, 360, 720, 1440, 1440]);
    expect(mailRetryMinutes(9)).toBeUndefined();
  });
});
