import type { Bilingual } from './bilingual';
import type { IsoDate } from './calendar';
import { dateInWords } from './date-in-words';

/** What a letter confirms; everything in it is this program's own fact or the name of the company. */
export interface LetterFacts {
  readonly program: Bilingual;
  readonly accountNumber: string;
  readonly legalName: string;
  readonly tradeName?: string;
  readonly memberSince?: IsoDate;
  readonly issuedOn: IsoDate;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML: a company's name is whatever the company calls itself. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? mark);

const nameOf = ({ legalName, tradeName }: LetterFacts): string =>
  tradeName ? `${legalName} (${tradeName})` : legalName;

const english = (facts: LetterFacts): string[] => [
  `${facts.program.en} confirms that ${nameOf(facts)}, account ${facts.accountNumber}, is a member in good standing` +
    `${facts.memberSince ? ` since ${dateInWords(facts.memberSince).en}` : ''}.`,
  `This letter tells the standing of ${dateInWords(facts.issuedOn).en} and of no later day.`,
];

const french = (facts: LetterFacts): string[] => [
  `Le programme ${facts.program.fr} atteste que ${nameOf(facts)}, compte ${facts.accountNumber}, est membre en règle` +
    `${facts.memberSince ? ` depuis le ${dateInWords(facts.memberSince).fr}` : ''}.`,
  `Cette lettre atteste l’état au ${dateInWords(facts.issuedOn).fr} et non à une date ultérieure.`,
];

const section = (language: 'en' | 'fr', title: string, paragraphs: readonly string[]): string =>
  `<section lang="${language}"><h1>${escaped(title)}</h1>${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('')}</section>`;

/** VIEW-2: the membership letter, one page in both languages, without script, style or anything from elsewhere. */
export const membershipLetter = (facts: LetterFacts): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(facts.accountNumber)}</title></head><body>` +
  section('en', facts.program.en, english(facts)) +
  section('fr', facts.program.fr, french(facts)) +
  '</body></html>';
