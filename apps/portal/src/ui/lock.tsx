import { useSpeech } from '../words/language';

/** Drawn, not typed: a sign that a font may not have would be an empty box. It says who owns what it stands beside. */
export const Lock = ({ host }: { host: string }) => (
  <span class="lock">
    <svg width="12" height="14" viewBox="0 0 12 14" aria-hidden="true" fill="currentColor">
      <path d="M3 6V4a3 3 0 0 1 6 0v2h1a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H2a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h1Zm1.5 0h3V4a1.5 1.5 0 0 0-3 0v2Z" />
    </svg>{' '}
    {useSpeech().words.field.hostOwns(host)}
  </span>
);
