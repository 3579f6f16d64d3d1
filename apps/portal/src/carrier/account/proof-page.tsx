import { useState } from 'preact/hooks';
import type { ListedAccount, Page } from '../../api/types';
import { ProblemAnswer } from '../../api/problem';
import { useAction, useApi, useData } from '../../api/use-api';
import { useCreation } from '../../api/use-creation';
import { useFace } from '../../frame/face';
import { Labelled } from '../../form/labelled';
import { Fact, Facts } from '../../ui/facts';
import { ProblemPanel } from '../../ui/problem-panel';
import { useSpeech } from '../../words/language';
import { AccountFrame } from './account-frame';

interface Partner {
  readonly number: string;
  readonly name?: string;
  readonly tradeName?: string;
  readonly category?: string;
  readonly status: 'CERTIFIED' | 'NOT_VERIFIABLE';
}

/** How a member shows that it is one: partners look it up by number, or it has a letter. */
export function ProofPage({ number }: { number: string }) {
  const { statusProof } = useFace();
  const Proof = statusProof === 'LETTER' ? Letter : Verification;
  return (
    <AccountFrame number={number} section="proof">
      {(account) => <Proof account={account} />}
    </AccountFrame>
  );
}

function Letter({ account: { accountNumber } }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const { proof } = words.carrier;
  return (
    <>
      <p>{proof.letterHint}</p>
      <p>
        <a
          class="button"
          href={`/v1/accounts/${accountNumber}/membership-letter`}
          data-native
          target="_blank"
          rel="noopener"
        >
          {proof.openLetter} ({words.session.opensTab})
        </a>
      </p>
    </>
  );
}

function Verification({ account: { accountNumber } }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const own = useData<{ number: string }>(`/v1/accounts/${accountNumber}/svi`);
  const { proof } = words.carrier;
  return (
    <>
      <ProblemPanel error={own.error} />
      {own.data && (
        <>
          <Facts>
            <Fact name={proof.number}>
              <strong>{own.data.number}</strong>
            </Fact>
          </Facts>
          <p>{proof.numberHint}</p>
        </>
      )}
      <Partners />
    </>
  );
}

/** No fault of anyone’s: partners are followed by who has agreed to be found too. */
const lacksConsent = (error: unknown): boolean =>
  error instanceof ProblemAnswer && error.problem.code === 'SVI_CONSENT_MISSING';

function Partners() {
  const { words } = useSpeech();
  const api = useApi();
  const { proof } = words.carrier;
  const monitored = useData<Page<Partner>>('/v1/svi/monitored');
  const [asked, setAsked] = useState('');
  const [found, setFound] = useState<Partner>();
  const lookUp = useAction(async () => {
    setFound(undefined);
    setFound(await api.get<Partner>(`/v1/svi/${encodeURIComponent(asked)}`));
  });
  const create = useCreation('/v1/svi/monitored');
  const watch = useAction(async (number: string) => {
    await create({ number });
    monitored.reload();
  });
  const unwatch = useAction(async (number: string) => {
    await api.send(`/v1/svi/monitored/${encodeURIComponent(number)}`, { method: 'DELETE' });
    monitored.reload();
  });
  const submit = (event: Event): void => {
    event.preventDefault();
    void lookUp.run();
  };
  return (
    <>
      <form onSubmit={submit}>
        <h2>{proof.lookUp}</h2>
        <ProblemPanel error={lookUp.error ?? watch.error ?? unwatch.error} />
        <Labelled
          id="partner"
          label={proof.partnerNumber}
          control={(described) => (
            <input
              {...described}
              required
              maxLength={40}
              class="sized"
              value={asked}
              onInput={(event) => setAsked(event.currentTarget.value.trim())}
            />
          )}
        />
        <button disabled={lookUp.isBusy}>{words.action.search}</button>
      </form>
      {found && (
        <div class="card" role="status">
          <PartnerLine partner={found} />
          <p>
            <button type="button" class="second" onClick={() => void watch.run(found.number)}>
              {proof.watch}
            </button>
          </p>
        </div>
      )}
      <h2>{proof.monitored}</h2>
      {lacksConsent(monitored.error) ? (
        <p>{proof.needsConsent}</p>
      ) : (
        <ProblemPanel error={monitored.error} onRetry={monitored.reload} />
      )}
      {monitored.data?.items.length === 0 && <p>{proof.noneMonitored}</p>}
      <ul>
        {monitored.data?.items.map((partner) => (
          <li key={partner.number}>
            <PartnerLine partner={partner} />{' '}
            <button type="button" class="plain" onClick={() => void unwatch.run(partner.number)}>
              {proof.unwatch(partner.number)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function PartnerLine({ partner }: { partner: Partner }) {
  const { words, colon } = useSpeech();
  const { proof } = words.carrier;
  const names = [partner.number, partner.name, partner.tradeName].filter(Boolean).join(', ');
  return (
    <span>
      {names}
      {colon}
      {partner.status === 'CERTIFIED' ? proof.certified : proof.notVerifiable}
    </span>
  );
}
