import { inBoth, type Bilingual } from '../bilingual';
import type { MatchRule } from './match-values';

/** What one side says of an account of its own that has a value in common: a handle that tells nothing, and which values. */
export interface MatchedAccount {
  readonly handle: string;
  /** Tokens in common, each with the rule that it stands for. */
  readonly tokens: Readonly<Record<string, MatchRule>>;
  /** Rules for which the account has a value at all: one that both have and that is not in common speaks against the pair. */
  readonly holds: readonly MatchRule[];
}

export interface Suggestion {
  readonly own: string;
  readonly peer: string;
  readonly rules: readonly MatchRule[];
  readonly against: readonly MatchRule[];
}

/** MATCH-8: a pair is suggested for every value that both accounts hold, once, with all rules that speak for and against it. */
export function suggestionsOf(own: readonly MatchedAccount[], peer: readonly MatchedAccount[]): Suggestion[] {
  const holders = new Map<string, MatchedAccount[]>();
  for (const account of peer)
    for (const token of Object.keys(account.tokens))
      holders.set(token, [...(holders.get(token) ?? []), account]);
  return own.flatMap((account) => {
    const others = new Set(Object.keys(account.tokens).flatMap((token) => holders.get(token) ?? []));
    return [...others].map((other) => suggestion(account, other));
  });
}

function suggestion(own: MatchedAccount, peer: MatchedAccount): Suggestion {
  const rules = Object.entries(own.tokens)
    .filter(([token, rule]) => peer.tokens[token] === rule)
    .map(([, rule]) => rule)
    .toSorted();
  // An address has two ways to be the same; a difference in one of them is none.
  const against = own.holds.filter(
    (rule) =>
      peer.holds.includes(rule) && !rules.includes(rule) && ['MATCH-1', 'MATCH-2', 'MATCH-3'].includes(rule),
  );
  return { own: own.handle, peer: peer.handle, rules, against };
}

const SAME: Readonly<Record<MatchRule, Bilingual>> = {
  'MATCH-1': inBoth('the same USDOT number', 'le même numéro USDOT'),
  'MATCH-2': inBoth('the same Canadian carrier code', 'le même code de transporteur canadien'),
  'MATCH-3': inBoth('the same business number', 'le même numéro d’entreprise'),
  'MATCH-4': inBoth(
    'the same legal name and headquarters in the same street',
    'la même dénomination sociale et un siège social dans la même rue',
  ),
  'MATCH-5': inBoth(
    'the same legal name and headquarters with the same postal code',
    'la même dénomination sociale et un siège social au même code postal',
  ),
};

/** A rule in plain words, as staff read it. */
export const wordsOf = (rule: MatchRule): Bilingual => SAME[rule];
