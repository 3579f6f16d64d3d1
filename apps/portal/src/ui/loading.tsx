import { useSpeech } from '../words/language';

export const Loading = () => <p role="status">{useSpeech().words.frame.loading}</p>;
