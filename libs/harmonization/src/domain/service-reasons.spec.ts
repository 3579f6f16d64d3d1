import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVICE_REASONS, serviceReason, storedReasonInWords } from './service-reasons';

const KERNEL = resolve(__dirname, '..');
/** A reason that is given as a sentence, where it is stored: `reason: 'The link has ended'`, `reason = …`. */
const SENTENCE_AS_REASON = /\breason(?:: | = |\) = )['`](?:[A-Z][a-z]|[a-z]+ )/;
/** Calls that store a reason, with a sentence among what they are given. */
const SENTENCE_STORED = /\b(?:resolve|closeOpen|close|end|command)\([^;]*?['`][A-Z][a-z]+ [a-z]/;

const shipped = (): string[] =>
  (readdirSync(KERNEL, { recursive: true }) as string[]).filter(
    (file) => file.endsWith('.ts') && !/spec|migrations/.test(file),
  );

describe('why the service did something (TXT-9)', () => {
  it('is stored by its code, and read in the language of whoever reads it', () => {
    expect(storedReasonInWords(serviceReason('SERVICE_LINK_ENDED'))).toEqual(
      SERVICE_REASONS.SERVICE_LINK_ENDED,
    );
    expect(storedReasonInWords(serviceReason('SERVICE_ACCOUNT_MOVED', 'SUSPENDED')).fr).toBe(
      'Le compte a changé de statut (suspendu)',
    );
  });

  it('keeps what persons wrote as they wrote it, alone and after a code', () => {
    expect(storedReasonInWords('Sold: the fleet.')).toEqual({
      en: 'Sold: the fleet.',
      fr: 'Sold: the fleet.',
    });
    expect(storedReasonInWords(serviceReason('SERVICE_HOST_MOVED', 'PIP: Bonjour')).fr).toBe(
      'L’hôte a changé (PIP: Bonjour)',
    );
  });

  it('has words of both languages, which differ', () => {
    const alike = Object.values(SERVICE_REASONS).filter(({ en, fr }) => en === fr || !en || !fr);
    expect(alike).toEqual([]);
  });

  it('is nowhere stored as a sentence of one language', () => {
    const lines = shipped().flatMap((file) =>
      readFileSync(join(KERNEL, file), 'utf8')
        .split('\n')
        .filter((line) => SENTENCE_AS_REASON.test(line) || SENTENCE_STORED.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(lines).toEqual([]);
  });
});
