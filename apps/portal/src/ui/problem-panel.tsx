import { ProblemAnswer, Unreachable } from '../api/problem';
import { useSpeech } from '../words/language';
import { Notice } from './notice';

/** What went wrong, in the service's own words, and what to do about it. */
export function ProblemPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { words } = useSpeech();
  if (error === undefined) return null;
  return (
    <Notice kind="error">
      <h2>{words.problem.title}</h2>
      <p>{sentence(error, words)}</p>
      <HostAddress error={error} />
      {error instanceof ProblemAnswer && error.problem.correlationId && (
        <p class="small">{words.problem.reference(error.problem.correlationId)}</p>
      )}
      {onRetry && (
        <button type="button" onClick={onRetry}>
          {words.problem.retry}
        </button>
      )}
    </Notice>
  );
}

/** Where the host is, when the answer names it. */
function HostAddress({ error }: { error: unknown }) {
  if (!(error instanceof ProblemAnswer) || typeof error.problem.hostUrl !== 'string') return null;
  const href = `${error.problem.hostUrl}/portal/`;
  return (
    <p>
      <a href={href}>{href}</a>
    </p>
  );
}

function sentence(error: unknown, words: ReturnType<typeof useSpeech>['words']): string {
  if (!(error instanceof ProblemAnswer))
    return error instanceof Unreachable ? words.problem.unreachable : String(error);
  const { code, title, detail, host } = error.problem;
  if (code === 'VERSION_STALE') return words.problem.changedMeanwhile;
  if (code === 'HOSTED_ELSEWHERE')
    return words.problem.hostedElsewhere(words.host[String(host)] ?? String(host));
  return detail ? `${title}. ${detail}` : title;
}
