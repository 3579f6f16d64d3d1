import { useSpeech } from '../words/language';

/** Nobody wrote the reason of what the service itself or the other program did: it is no person’s words, and English alone. */
export const isPerson = (actor: string): boolean => !/^(system|peer):/.test(actor);

/** Who did something, as it stands in the books: a login, the service itself, or the other program. */
export function useActors(): (actor: string) => string {
  const { words } = useSpeech();
  return (actor) => {
    if (actor.startsWith('system:')) return words.case.systemActor;
    const [, program] = /^peer:(.+)$/.exec(actor) ?? [];
    return program ? (words.host[program] ?? program) : actor;
  };
}
