import { inBoth } from '../bilingual';
import type { RefusalCode } from '../refusal';
import type { HostFacts, SpokenRule } from './host-facts';

interface Objection {
  readonly refusal: RefusalCode;
  readonly spoken: SpokenRule;
}

const objection = (refusal: RefusalCode, facts: SpokenRule['facts'], en: string, fr: string): Objection => ({
  refusal,
  spoken: { id: 'HOST-R0', decided: true, facts: { refusal, ...facts }, text: inBoth(en, fr) },
});

function lineObjection({ isHarmonizable, lineOfBusiness }: HostFacts): Objection[] {
  if (isHarmonizable) return [];
  return [
    objection(
      'NOT_A_HIGHWAY_CARRIER',
      { lineOfBusiness },
      'Only highway carriers are harmonized.',
      'Seuls les transporteurs routiers sont harmonisés.',
    ),
  ];
}

function linkObjection({ programs }: HostFacts): Objection[] {
  const linkedAt = programs.filter(({ linked }) => linked).map(({ code }) => code);
  if (linkedAt.length === 0) return [];
  return [
    objection(
      'ACCOUNT_ALREADY_LINKED',
      { linkedAt },
      'The carrier account already has a live link.',
      'Le compte de transporteur est déjà lié.',
    ),
  ];
}

function headquartersObjection({ headquarters }: HostFacts): Objection[] {
  if (headquarters && !headquarters.isPostBox) return [];
  const fault = headquarters ? 'POST_BOX' : 'MISSING';
  return [
    objection(
      'HEADQUARTERS_INVALID',
      { fault },
      'The headquarters are missing or a post office box.',
      'Le siège social n’est pas indiqué ou est une case postale.',
    ),
  ];
}

/** HOST-R0: nothing is created for another line of business, a carrier already linked, or without a place as headquarters. */
export const refuseRules = (facts: HostFacts): Objection[] => [
  ...lineObjection(facts),
  ...linkObjection(facts),
  ...headquartersObjection(facts),
];
