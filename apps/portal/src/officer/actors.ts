import { useSpeech } from '../words/language';

/** Who did something, as it stands in the books: a login, the service itself, or the other program. */
export function useActors(): (actor: string) => string {
  const { words } = useSpeech();
  return (actor) => {
    if (actor.startsWith('system:')) return words.case.systemActor;
    const [, program] = /^peer:(.+)$/.exec(actor) ?? [];
    return program ? (words.host[program] ?? program) : actor;
  };
}
