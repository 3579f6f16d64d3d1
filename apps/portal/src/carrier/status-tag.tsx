import { Tag } from '../ui/tag';
import { useSpeech } from '../words/language';
import { toneOf } from './names';

/** A status in words, toned by what it means to the other program. */
export function StatusTag({ status, wireStatus }: { status: string; wireStatus: string }) {
  const { statuses } = useSpeech().words.account;
  return <Tag tone={toneOf(wireStatus)}>{statuses[status] ?? status}</Tag>;
}
