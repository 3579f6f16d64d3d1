import { useApi, useData, type Loaded } from '../api/use-api';
import { DeedForm, type Deed, type DeedField } from '../ui/deed';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Tag } from '../ui/tag';
import { useSpeech } from '../words/language';
import { useMay } from './may';

type State = 'HELD' | 'ANNOUNCED' | 'ACTIVE' | 'FORMER' | 'RETIRED';
type Step = 'announce' | 'activate' | 'retire';

interface OwnKey {
  readonly keyId: string;
  readonly state: State;
  readonly since?: string;
  /** Whether the service has the private half. */
  readonly isHeld: boolean;
}

/** KEY-1: what may follow; the service decides, this only leaves out what it would refuse. */
const STEPS: Readonly<Record<State, readonly Step[]>> = {
  HELD: ['announce'],
  ANNOUNCED: ['activate', 'retire'],
  ACTIVE: [],
  FORMER: ['activate', 'retire'],
  RETIRED: [],
};

type Listed = Loaded<{ items: readonly OwnKey[] }>;

export const useSigningKeys = (): Listed => useData('/v1/staff/signing-keys', 15_000);

/** The keys by which this service signs: announced before they do, published a while after. */
export function SigningKeys({ listed, onDone }: { listed: Listed; onDone: () => void }) {
  const { words, time } = useSpeech();
  const isHeadquarters = useMay('HQ');
  const { data, error, reload } = listed;
  const { peers, application } = words;
  return (
    <section>
      <h2>{peers.ownKeys}</h2>
      <p>{peers.ownKeysLead}</p>
      <ProblemPanel error={error} onRetry={reload} />
      {data && data.items.length > 0 && (
        <Table
          isNamedAbove
          caption={peers.ownKeys}
          rows={data.items}
          keyOf={({ keyId }) => keyId}
          columns={[
            { name: peers.key, cell: ({ keyId }) => keyId },
            {
              name: application.state,
              cell: ({ state, isHeld }) => (
                <>
                  <Tag tone={state === 'ACTIVE' ? 'good' : undefined}>{peers.ownStates[state]}</Tag>{' '}
                  {!isHeld && <span class="muted">({peers.notHeld})</span>}
                </>
              ),
            },
            { name: peers.since, cell: ({ since }) => (since ? time(since) : '–') },
            ...(isHeadquarters
              ? [{ name: words.case.choices, cell: (key: OwnKey) => <Steps of={key} onDone={onDone} /> }]
              : []),
          ]}
        />
      )}
    </section>
  );
}

function Steps({ of: { keyId, state }, onDone }: { of: OwnKey; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const { peers, field } = words;
  const reason: DeedField = { name: 'reason', label: field.reason, type: 'line' };
  const compromised: DeedField = { name: 'compromised', label: peers.compromised, type: 'tick' };
  const deed = (step: Step): Deed => ({
    label: peers.steps[step](keyId),
    fields: step === 'retire' ? [compromised, reason] : [reason],
    send: (values, key) =>
      api.post(`/v1/staff/signing-keys/${encodeURIComponent(keyId)}/${step}`, values, key),
  });
  return (
    <>
      {STEPS[state].map((step) => (
        <DeedForm key={step} deed={deed(step)} onDone={onDone} />
      ))}
    </>
  );
}
