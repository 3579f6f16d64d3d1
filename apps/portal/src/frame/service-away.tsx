import { en } from '../words/en';
import { fr } from '../words/fr';

const BOTH = { en, fr };

/** Before it is known whose pages these are, and in which language: a plain sentence in both, and a way to try again. */
export function ServiceAway({ onRetry }: { onRetry: () => void }) {
  return (
    <main>
      {Object.entries(BOTH).map(([language, { problem }]) => (
        <section key={language} lang={language}>
          <h1>{problem.title}</h1>
          <p>{problem.unreachable}</p>
          <button type="button" onClick={onRetry}>
            {problem.retry}
          </button>
        </section>
      ))}
    </main>
  );
}
