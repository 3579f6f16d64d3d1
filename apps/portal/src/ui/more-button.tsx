import type { Doing } from '../api/use-api';
import { useSpeech } from '../words/language';
import { ProblemPanel } from './problem-panel';

/** Below a list that has more. */
export function MoreButton({ hasMore, more }: { hasMore: boolean; more: Doing<[]> }) {
  const { words } = useSpeech();
  if (!hasMore) return null;
  return (
    <>
      <ProblemPanel error={more.error} />
      <p>
        <button type="button" class="second" disabled={more.isBusy} onClick={() => void more.run()}>
          {words.action.more}
        </button>
      </p>
    </>
  );
}
