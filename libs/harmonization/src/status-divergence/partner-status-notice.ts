import { inBoth, type Bilingual } from '../domain/bilingual';
import type { WireStatus } from '../domain/life-cycle';
import type { ProgramProfile } from '../domain/program-profile';
import { codeInWords, reasonBehind } from '../domain/spoken-codes';

interface ToldThere {
  readonly wireStatus: WireStatus;
  readonly accountNumber: string;
  readonly reasonCode?: string;
}

/** What the carrier reads here of its account at the other program; this program's own account is not touched by it. */
export function partnerStatusNotice(
  profile: ProgramProfile,
  { wireStatus, accountNumber, reasonCode }: ToldThere,
  worse: boolean,
): Bilingual {
  const partner = profile.peer.name;
  const reason = reasonBehind(profile, worse ? reasonCode : undefined);
  const { en, fr } = codeInWords(profile, wireStatus);
  return inBoth(
    `Your ${partner.en} account ${accountNumber} is now ${en}${reason.en}. Your account here stays as it is.`,
    `Votre compte ${accountNumber} du programme ${partner.fr} est maintenant ${fr}${reason.fr}. Votre compte ici reste tel quel.`,
  );
}
