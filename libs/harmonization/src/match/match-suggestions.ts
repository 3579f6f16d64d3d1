import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@platform/database';
import { asSystem } from '../audit/audit-log';
import { Cases } from '../casework/cases';
import { suggestionsOf, wordsOf, type MatchedAccount, type Suggestion } from '../domain/match/suggestions';
import { found } from '../refusal/found';

const ACCOUNT_OF_HANDLE = `
  SELECT a.account_number AS "accountNumber", a.shared->>'legalName' AS "legalName"
  FROM match_handle h JOIN account a USING (account_number) WHERE h.handle = $1`;

/** Both sides' accounts of a run become pairs, each with a case for staff: never a link by itself. */
@Injectable()
export class MatchSuggestions {
  constructor(private readonly cases: Cases) {}

  /** Opens the cases; answers how many pairs there are. */
  async open(
    tx: Tx,
    runId: string,
    own: readonly MatchedAccount[],
    theirs: readonly MatchedAccount[],
  ): Promise<number> {
    const suggestions = suggestionsOf(own, theirs);
    for (const suggestion of suggestions) await this.suggest(tx, runId, suggestion, suggestions);
    return suggestions.length;
  }

  private async suggest(tx: Tx, runId: string, pair: Suggestion, all: readonly Suggestion[]): Promise<void> {
    const accounts: { accountNumber: string; legalName: string }[] = await tx.query(ACCOUNT_OF_HANDLE, [
      pair.own,
    ]);
    const facts = {
      ...found(accounts[0]),
      runId,
      rules: pair.rules,
      reasons: pair.rules.map(wordsOf),
      against: pair.against.map(wordsOf),
      isOnlyOne: all.filter(({ own, peer }) => own === pair.own || peer === pair.peer).length === 1,
    };
    const subjectId = pairIdOf(pair);
    await this.cases.open(
      tx,
      { kind: 'MATCH_REVIEW', subjectKind: 'match', subjectId, facts },
      asSystem('matches'),
    );
  }
}

/** The same id for a pair on both sides, whoever asks and in every run. */
function pairIdOf({ own, peer }: Suggestion): string {
  const hash = createHash('sha256').update([own, peer].toSorted().join('/')).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
