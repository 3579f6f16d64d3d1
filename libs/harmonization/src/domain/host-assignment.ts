import { inBoth } from './bilingual';
import { DESIGNATION_RULES } from './host-assignment/designation-rules';
import { heldGate, ineligibleGate } from './host-assignment/gate-rules';
import type { HostDetermination, HostFacts, SpokenRule } from './host-assignment/host-facts';
import { refuseRules } from './host-assignment/refuse-rules';

export type * from './host-assignment/host-facts';

/**
 * HOST-R0…HOST-R9: the headquarters designate the host, the carrier's standing there may hold it; the applicant's wish
 * never decides. The answer lists every rule that spoke and why.
 */
export function assignHost(facts: HostFacts): HostDetermination {
  const refused = refuseRules(facts);
  const [first] = refused;
  if (first)
    return {
      result: 'REFUSED',
      refusal: first.refusal,
      objected: false,
      rules: refused.map(({ spoken }) => spoken),
    };
  return annotate(designate(facts), facts);
}

type Result = Omit<HostDetermination, 'objected'>;

function designate(facts: HostFacts): Result {
  const speaking = DESIGNATION_RULES.flatMap((rule) => {
    const why = rule.speaks(facts);
    return why ? [{ rule, why }] : [];
  });
  const [winner] = speaking;
  const rules = speaking.map(({ rule, why }) => ({
    id: rule.id,
    decided: rule === winner?.rule,
    facts: why,
    text: rule.text,
  }));
  const designated = winner?.rule.host?.(facts);
  return designated ? gate(designated, rules, facts) : { result: 'STAFF', rules };
}

function gate(designated: string, rules: readonly SpokenRule[], facts: HostFacts): Result {
  const gated = ineligibleGate(facts, designated) ?? heldGate(facts, designated);
  if (!gated) return { result: 'HOST', host: designated, designated, rules };
  const { spoken, ...result } = gated;
  const overruled = rules.map((rule) => ({ ...rule, decided: false }));
  return { ...result, designated, rules: [...overruled, spoken] };
}

/** HOST-R9: the carrier's objection changes nothing of the result; it opens a case for headquarters of both programs. */
function annotate(result: Result, { hostObjection }: HostFacts): HostDetermination {
  if (!hostObjection) return { ...result, objected: false };
  const text = inBoth('The carrier objects to this host.', 'Le transporteur s’oppose à ce programme hôte.');
  const spoken: SpokenRule = { id: 'HOST-R9', decided: false, facts: { objection: hostObjection }, text };
  return { ...result, objected: true, rules: [...result.rules, spoken] };
}
