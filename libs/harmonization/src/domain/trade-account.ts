import type { Bilingual } from './bilingual';
import { inBoth } from './bilingual';
import type { WireStatus } from './life-cycle';
import { lineInWords } from './code-words';
import type { Identifiers } from './shared-data';
import { bn9Of } from './identifiers';
import { isMember, isTerminal } from './wire-status';

/** By what a program knows that accounts belong to one company. */
export type GroupedBy = 'EIN' | 'BN9';

/** An account of a company, as its other accounts see it. */
export interface Sibling {
  readonly accountNumber: string;
  readonly lineOfBusiness: string;
  readonly wire: WireStatus;
}

/** TRADE-1: accounts of one company are kept together by the identifier that the program knows companies by; without it each stands alone. */
export function companyKeyOf(groupedBy: GroupedBy, { ein, bn15 }: Identifiers): string | undefined {
  if (groupedBy === 'EIN') return ein?.replace(/\D/g, '');
  return bn15 === undefined ? undefined : bn9Of(bn15);
}

/** TRADE-2: a company has one account of a line that is harmonized; a second one is refused while the first has not ended. */
export const accountInTheWay = (line: string, siblings: readonly Sibling[]): Sibling | undefined =>
  siblings.find(({ lineOfBusiness, wire }) => lineOfBusiness === line && !isTerminal(wire));

/** A warning never blocks anything: it tells the carrier what is at risk. */
export interface AccountWarning {
  readonly code: 'OTHER_ACCOUNT_INACTIVE';
  readonly linesOfBusiness: readonly string[];
  readonly text: Bilingual;
}

/** TRADE-3: another account of the company that was active and is not puts the benefits at risk; an applicant's puts none. */
export function warningsFor(siblings: readonly Sibling[]): AccountWarning[] {
  const inactive = siblings.filter(({ wire }) => !isMember(wire) && wire !== 'APPLICANT');
  if (inactive.length === 0) return [];
  const linesOfBusiness = [...new Set(inactive.map(({ lineOfBusiness }) => lineOfBusiness))].sort();
  const lines = linesOfBusiness.map(lineInWords);
  const listed = (language: 'en' | 'fr'): string => lines.map((line) => line[language]).join(', ');
  const text = inBoth(
    `Another account of your company (${listed('en')}) is not active: benefits are at risk.`,
    `Un autre compte de votre entreprise (${listed('fr')}) n’est pas actif : vos avantages pourraient être compromis.`,
  );
  return [{ code: 'OTHER_ACCOUNT_INACTIVE', linesOfBusiness, text }];
}
