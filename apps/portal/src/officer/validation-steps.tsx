import { useApi } from '../api/use-api';
import type { Validation } from '../api/validation';
import { DeedForm } from '../ui/deed';
import { useSpeech } from '../words/language';
import { useMay } from './may';
import { deedsOf } from './validation-deeds';

/** What the person can do about a validation now. */
export function ValidationSteps({ row, onDone }: { row: Validation; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const [mayAct, isHeadquarters] = [useMay(), useMay('HQ')];
  const deeds = mayAct ? deedsOf(row, { api, words, isHeadquarters }) : [];
  if (deeds.length === 0) return <p class="muted">{words.check.nothingToDo}</p>;
  return (
    <>
      {deeds.map((deed) => (
        <DeedForm key={`${row.state} ${deed.label}`} deed={deed} onDone={onDone} />
      ))}
    </>
  );
}
