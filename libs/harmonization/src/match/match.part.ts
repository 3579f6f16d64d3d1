import type { KernelPart } from '../kernel-parts';
import { AdvanceMatches } from './advance-matches.job';
import { MatchKind } from './match-kind';
import { MatchReview } from './match-review';
import { MatchRuns } from './match-runs';
import { MatchSteps } from './match-steps';
import { MatchSuggestions } from './match-suggestions';
import { MatchWords } from './match-words';
import { MatchesController } from './matches.controller';
import { StartMatchRun } from './start-match-run.use-case';

/** Likely pairs across the programs, found without either showing the other its members. */
export const MATCH_PART: KernelPart = {
  controllers: [MatchesController],
  providers: [
    AdvanceMatches,
    MatchReview,
    MatchRuns,
    MatchSteps,
    MatchSuggestions,
    MatchWords,
    StartMatchRun,
  ],
  kinds: [MatchKind],
};
