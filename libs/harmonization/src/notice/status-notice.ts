import { appealDeadline } from '../domain/appeal';
import { inBoth, type Bilingual } from '../domain/bilingual';
import { dateInWords } from '../domain/date-in-words';
import { addDays } from '../domain/calendar';
import type { ProgramProfile } from '../domain/program-profile';
import type { ReasonCode } from '../domain/reason-codes';
import { codeInWords } from '../domain/spoken-codes';

/** A row of the status history, as far as the carrier is told of it. */
interface ToldChange {
  readonly accountNumber: string;
  readonly status: string;
  readonly effectiveOn: string;
  readonly reasonCode: string | null;
}

interface StatusNotice {
  readonly kind: 'STATUS_WORSENED' | 'STATUS_CHANGED';
  readonly text: Bilingual;
  readonly facts: Readonly<Record<string, string>>;
}

const NOTHING_MORE = { text: inBoth('', ''), facts: {} };

/** What the carrier reads of a change of its status: the status, the reason in words, and until when it may do what about it. */
export function statusNotice(
  profile: ProgramProfile,
  change: ToldChange,
  reason: ReasonCode | undefined,
  worse: boolean,
): StatusNotice {
  const { accountNumber } = change;
  const status = codeInWords(profile, change.status);
  const more = worse ? recourse(profile, change) : NOTHING_MORE;
  const [en, fr] = [reason ? ` (${reason.label.en})` : '', reason ? ` (${reason.label.fr})` : ''];
  return {
    kind: worse ? 'STATUS_WORSENED' : 'STATUS_CHANGED',
    text: inBoth(
      `Your ${profile.name.en} account ${accountNumber} is now ${status.en}${en}.${more.text.en}`,
      `Votre compte ${accountNumber} du programme ${profile.name.fr} est maintenant ${status.fr}${fr}.${more.text.fr}`,
    ),
    facts: more.facts,
  };
}

function recourse(
  { appeals, lifeCycle, duties }: ProgramProfile,
  change: ToldChange,
): { text: Bilingual; facts: Record<string, string> } {
  if (change.status === lifeCycle.denialProposed) {
    const respondBy = addDays(change.effectiveOn, duties.representationDays);
    const text = inBoth(
      ` You may write to the program about it until ${dateInWords(respondBy).en}.`,
      ` Vous pouvez écrire au programme à ce sujet jusqu’au ${dateInWords(respondBy).fr}.`,
    );
    return { text, facts: { respondBy } };
  }
  if (!appeals.against.includes(change.status)) return NOTHING_MORE;
  const appealBy = appealDeadline(appeals, { ...change, reasonCode: change.reasonCode ?? undefined });
  const text = inBoth(
    ` You may appeal until ${dateInWords(appealBy).en}.`,
    ` Vous pouvez faire appel jusqu’au ${dateInWords(appealBy).fr}.`,
  );
  return { text, facts: { appealBy } };
}
