import { inBoth, type Bilingual } from '../domain/bilingual';
import type { WireStatus } from '../domain/life-cycle';

const WORDS: Readonly<Record<WireStatus, Bilingual>> = {
  APPLICANT: inBoth('an application', 'à l’étape de la demande'),
  ACTIVE: inBoth('active', 'actif'),
  ACTIVE_VALIDATED: inBoth('active and validated', 'actif et validé'),
  SUSPENDED: inBoth('suspended', 'suspendu'),
  ENDED_BY_PROGRAM: inBoth('ended by the program', 'résilié par le programme'),
  DENIED: inBoth('denied', 'refusé'),
  WITHDRAWN: inBoth('withdrawn', 'retiré'),
};

/** What the carrier reads here of its account at the other program; this program's own account is not touched by it. */
export function partnerStatusNotice(
  partner: Bilingual,
  {
    wireStatus,
    accountNumber,
    reasonCode,
  }: { wireStatus: WireStatus; accountNumber: string; reasonCode?: string },
  worse: boolean,
): Bilingual {
  const reason = reasonCode && worse ? ` (${reasonCode})` : '';
  const { en, fr } = WORDS[wireStatus];
  return inBoth(
    `Your ${partner.en} account ${accountNumber} is now ${en}${reason}. Your account here stays as it is.`,
    `Votre compte ${accountNumber} du programme ${partner.fr} est maintenant ${fr}${reason}. Votre compte ici reste tel quel.`,
  );
}
