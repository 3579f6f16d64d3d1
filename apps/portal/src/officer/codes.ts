import { useSpeech } from '../words/language';

/** A status, phase, program or other code of a closed list as the reader's language names it; anything else as it is. */
export function useCodes(): (text: string) => string {
  const { words } = useSpeech();
  const lists: readonly Readonly<Record<string, string>>[] = [
    words.host,
    words.account.statuses,
    words.link.phases,
    words.application.states,
    words.validation.states,
    words.role,
  ];
  return (text) => lists.map((list) => list[text]).find((name) => name !== undefined) ?? text;
}
