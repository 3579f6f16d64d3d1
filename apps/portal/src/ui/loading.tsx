import { useSpeech } from '../words/language';

export const Loading = () => (
  <p role="status" class="loading">
    {useSpeech().words.frame.loading}
  </p>
);
