import { useSpeech } from '../words/language';

/** Whether a person of this program did it, not the service itself or the other program. */
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
