import { inBoth, type Bilingual } from './bilingual';
import { plainly } from './code-words';

/** What the peer's codes mean for an officer; others are said as plain words. */
const REASONS: Readonly<Record<string, Bilingual>> = {
  KIND_UNKNOWN: inBoth(
    'The other service does not know this kind of record: its version is older. Send it again after its upgrade.',
    'L’autre service ne connaît pas ce type d’enregistrement : sa version est antérieure. Renvoyez-le après sa mise à jour.',
  ),
  RECORD_MALFORMED: inBoth(
    'The other service cannot read the record: the two versions differ, or it is a defect.',
    'L’autre service ne peut pas lire l’enregistrement : les versions diffèrent, ou il s’agit d’un défaut.',
  ),
  PROPOSAL_UNFOUNDED: inBoth(
    'The other service knows no application for this link, or another host.',
    'L’autre service ne connaît aucune demande pour ce lien, ou connaît un autre hôte.',
  ),
  DATA_INVALID: inBoth(
    'The terms of the link differ between the two services.',
    'Les conditions du lien diffèrent entre les deux services.',
  ),
};

/** Why a message was refused for good, as an officer reads it. */
export const parkedReason = (code: string): Bilingual => REASONS[code] ?? plainly(code);
