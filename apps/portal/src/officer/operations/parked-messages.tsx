import { parkedReason } from '@harmonization/domain/parked-reasons';
import { recordInWords } from '@harmonization/domain/record-words';
import { useApi } from '../../api/use-api';
import { usePages } from '../../api/use-pages';
import { DeedForm, type Deed } from '../../ui/deed';
import { MoreButton } from '../../ui/more-button';
import { ProblemPanel } from '../../ui/problem-panel';
import { Table } from '../../ui/table';
import { useSpeech } from '../../words/language';
import { useMay } from '../may';

interface Parked {
  readonly id: string;
  readonly envelope: { readonly kind: string; readonly subject: string };
  readonly receipt: { readonly code?: string } | null;
  readonly parkedAt: string;
}

/** What the other program refused for good: sent again, or given up, with a reason. */
export function ParkedMessages({ onDone }: { onDone: () => void }) {
  const { words, of, time } = useSpeech();
  const mayAct = useMay();
  const list = usePages<Parked>('/v1/staff/exchange/parked', 10_000);
  const { items = [], error, reload } = list;
  const done = (): void => {
    reload();
    onDone();
  };
  const { operations } = words;
  return (
    <section>
      <h2>{operations.parked}</h2>
      <ProblemPanel error={error} onRetry={reload} />
      {items.length === 0 && <p>{operations.noneParked}</p>}
      {items.length > 0 && (
        <Table
          isNamedAbove
          caption={operations.parked}
          rows={items}
          keyOf={({ id }) => id}
          columns={[
            { name: operations.kind, cell: ({ envelope }) => of(recordInWords(envelope.kind)) },
            { name: words.case.subject, cell: ({ envelope }) => envelope.subject },
            {
              name: operations.refusedFor,
              cell: ({ receipt }) => receipt?.code && of(parkedReason(receipt.code)),
            },
            { name: operations.parkedOn, cell: ({ parkedAt }) => time(parkedAt) },
            {
              name: words.case.choices,
              cell: ({ id }) => (mayAct ? <Deciding id={id} onDone={done} /> : null),
            },
          ]}
        />
      )}
      <MoreButton {...list} />
    </section>
  );
}

function Deciding({ id, onDone }: { id: string; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const deed = (action: 'replay' | 'discard'): Deed => ({
    label: words.operations[action],
    fields: [{ name: 'reason', label: words.field.reason, type: 'line' }],
    send: (values) => api.post(`/v1/staff/exchange/${id}/${action}`, values),
  });
  return (
    <>
      <DeedForm deed={deed('replay')} onDone={onDone} />
      <DeedForm deed={deed('discard')} onDone={onDone} />
    </>
  );
}
