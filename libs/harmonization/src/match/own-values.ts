import { randomBytes, randomInt } from 'node:crypto';
import { matchValuesOf, type MatchRule } from '../domain/match/match-values';
import type { Candidate } from './match-runs';

/** Sides learn each other's number of tokens only to this precision: the rest is padding that matches nothing. */
const PADDED_TO = 128;

/** A value that is blinded, and whose it is; padding is nobody's and follows no rule. */
export interface OwnValue {
  readonly rule: MatchRule | null;
  readonly value: string;
  readonly accounts: readonly string[];
}

/** What this side blinds, in an order that tells nothing of its accounts. */
export const ownValues = (candidates: readonly Candidate[]): OwnValue[] =>
  shuffled(padded(valuesOf(candidates)));

/** Each value once, with all accounts that hold it: two equal tokens would show that two accounts share a value. */
function valuesOf(candidates: readonly Candidate[]): OwnValue[] {
  const values = new Map<string, OwnValue & { accounts: string[] }>();
  for (const { accountNumber, shared } of candidates)
    for (const { rule, value } of matchValuesOf(shared)) {
      const known = values.get(value);
      if (known) known.accounts.push(accountNumber);
      else values.set(value, { rule, value, accounts: [accountNumber] });
    }
  return [...values.values()];
}

function padded(values: readonly OwnValue[]): OwnValue[] {
  const lacking = PADDED_TO - (values.length % PADDED_TO);
  const padding = Array.from({ length: lacking }, () => ({
    rule: null,
    value: `padding|${randomBytes(32).toString('hex')}`,
    accounts: [],
  }));
  return [...values, ...padding];
}

/** Fisher–Yates. */
function shuffled<T>(items: readonly T[]): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
