import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { useAction, useApi } from '../api/use-api';
import { useCreation } from '../api/use-creation';
import { Labelled } from '../form/labelled';
import { Notice } from '../ui/notice';
import { ProblemPanel } from '../ui/problem-panel';
import { StatementForm } from '../ui/statement-form';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';

/** Three ways to an account that is there already: an invitation, the first claim of an imported one, or staff's help. */
export function JoinPage() {
  const { words } = useSpeech();
  return (
    <>
      <Title>{words.carrier.join.title}</Title>
      <Invitation />
      <Claim />
      <Lost />
    </>
  );
}

interface InputProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const Input = ({ id, label, value, onChange }: InputProps) => (
  <Labelled
    id={id}
    label={label}
    control={(described) => (
      <input
        {...described}
        class="sized"
        size={20}
        required
        maxLength={20}
        autocomplete="off"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value.trim())}
      />
    )}
  />
);

function Invitation() {
  const { words } = useSpeech();
  const api = useApi();
  const { route } = useLocation();
  const { join } = words.carrier;
  const [code, setCode] = useState('');
  const accept = useAction(async () => {
    const { accountNumber } = await api.post<{ accountNumber: string }>('/v1/invitations/accept', { code });
    route(`/portal/accounts/${accountNumber}`);
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    void accept.run();
  };
  return (
    <form onSubmit={submit}>
      <h2>{join.invitation}</h2>
      <p>{join.invitationHint}</p>
      <ProblemPanel error={accept.error} />
      <Input id="invitation-code" label={join.code} value={code} onChange={setCode} />
      <button disabled={accept.isBusy}>{join.accept}</button>
    </form>
  );
}

function Claim() {
  const { words } = useSpeech();
  const api = useApi();
  const { route } = useLocation();
  const { join } = words.carrier;
  const [accountNumber, setNumber] = useState('');
  const [code, setCode] = useState('');
  const [isSent, setSent] = useState(false);
  const ask = useAction(() => api.post('/v1/account-claims', { accountNumber }));
  const redeem = useAction(async () => {
    await api.post('/v1/account-claims/redeem', { accountNumber, code });
    route(`/portal/accounts/${accountNumber}`);
  });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isSent && code) await redeem.run();
    else setSent(await ask.run());
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h2>{join.claim}</h2>
      <p>{join.claimHint}</p>
      <ProblemPanel error={ask.error ?? redeem.error} />
      <Input id="claimed-number" label={words.apply.number} value={accountNumber} onChange={setNumber} />
      {isSent && (
        <>
          <Notice kind="info">{join.codeSent}</Notice>
          <Input id="claim-code" label={join.claimCode} value={code} onChange={setCode} />
        </>
      )}
      <button class="second" disabled={ask.isBusy || redeem.isBusy}>
        {isSent && code ? join.redeem : join.askCode}
      </button>
    </form>
  );
}

function Lost() {
  const { words } = useSpeech();
  const { join } = words.carrier;
  const [accountNumber, setNumber] = useState('');
  const create = useCreation('/v1/ownership-requests');
  const ask = useAction((reason: string) => create({ accountNumber, reason }));
  return (
    <details>
      <summary>{join.lost}</summary>
      <p>{join.lostHint}</p>
      <StatementForm
        id="lost-reason"
        label={words.field.reason}
        button={join.ask}
        done={join.asked}
        doing={ask}
        maxLength={2_000}
      >
        <Input id="lost-number" label={words.apply.number} value={accountNumber} onChange={setNumber} />
      </StatementForm>
    </details>
  );
}
