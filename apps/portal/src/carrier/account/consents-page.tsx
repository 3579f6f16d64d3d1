import type { ConsentText } from '@harmonization/domain/consent';
import { OWNERSHIP } from '@harmonization/domain/field-ownership';
import type { ListedAccount } from '../../api/types';
import { useAction, useApi, useData } from '../../api/use-api';
import { useCreation } from '../../api/use-creation';
import { useFace, type Face } from '../../frame/face';
import { Fact, Facts } from '../../ui/facts';
import { Loading } from '../../ui/loading';
import { ProblemPanel } from '../../ui/problem-panel';
import { SureButton } from '../../ui/sure-button';
import { useSpeech } from '../../words/language';
import { AccountFrame } from './account-frame';

interface GivenConsent {
  readonly id?: string;
  readonly scope: string;
  readonly textVersion: string;
  readonly fields: readonly string[];
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
}

interface Consents {
  readonly items: readonly GivenConsent[];
  readonly peer: readonly GivenConsent[];
}

const LABELS = new Map(OWNERSHIP.map(({ path, label }) => [path, label]));

/** What the carrier has agreed to, field by field; to take back and to give again. */
export const ConsentsPage = ({ number }: { number: string }) => (
  <AccountFrame number={number} section="consents">
    {(account) => <Given account={account} />}
  </AccountFrame>
);

/** To be found by partners is agreed to here for the first time; to share is agreed to with an application or a link. */
const ungiven = (
  texts: readonly ConsentText[],
  given: readonly GivenConsent[],
  statusProof: Face['statusProof'],
): ConsentText[] =>
  statusProof === 'LETTER'
    ? []
    : texts.filter(
        ({ scope }) => scope === 'SVI_COMPANY_NAME' && !given.some((consent) => consent.scope === scope),
      );

function Given({ account: { accountNumber } }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const { statusProof } = useFace();
  const path = `/v1/accounts/${accountNumber}/consents`;
  const { data, isLoading, error, reload } = useData<Consents>(path);
  const texts = useData<{ items: ConsentText[] }>('/v1/consent-texts').data?.items ?? [];
  if (isLoading) return <Loading />;
  const items = data?.items ?? [];
  const latest = items.filter(
    ({ scope, givenAt }) => !items.some((other) => other.scope === scope && other.givenAt > givenAt),
  );
  return (
    <>
      <p>{words.carrier.consents.lead}</p>
      <ProblemPanel error={error} onRetry={reload} />
      {data && items.length === 0 && <p>{words.carrier.consents.none}</p>}
      {latest.map((consent) => (
        <article key={consent.scope} class="card">
          <OneConsent consent={consent} />
          <Changing
            path={path}
            consent={consent}
            text={texts.find(({ scope }) => scope === consent.scope)}
            onDone={reload}
          />
        </article>
      ))}
      {data &&
        ungiven(texts, items, statusProof).map((text) => (
          <article key={text.scope} class="card">
            <h3>{words.carrier.consents.scopes[text.scope] ?? text.scope}</h3>
            <Giving path={path} text={text} label={words.carrier.consents.give} onDone={reload} />
          </article>
        ))}
      {data && data.peer.length > 0 && (
        <section>
          <h2>{words.carrier.consents.peer}</h2>
          {data.peer.map((consent) => (
            <article key={`${consent.scope} ${consent.textVersion}`} class="card">
              <OneConsent consent={consent} />
            </article>
          ))}
        </section>
      )}
    </>
  );
}

function OneConsent({ consent }: { consent: GivenConsent }) {
  const { words, of, time } = useSpeech();
  const { consents } = words.carrier;
  return (
    <>
      <h3>{consents.scopes[consent.scope] ?? consent.scope}</h3>
      <Facts>
        <Fact name={consents.givenOn}>{time(consent.givenAt)}</Fact>
        {consent.withdrawnAt && <Fact name={consents.withdrawnOn}>{time(consent.withdrawnAt)}</Fact>}
        <Fact name={consents.version}>{consent.textVersion}</Fact>
      </Facts>
      <details>
        <summary>{consents.fields(consent.fields.length)}</summary>
        <ul class="fields-list">
          {consent.fields.map((field) => (
            <li key={field}>{of(LABELS.get(field)) || field}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

interface ChangingProps {
  readonly path: string;
  readonly consent: GivenConsent;
  readonly text?: ConsentText;
  readonly onDone: () => void;
}

function Changing({ path, consent: { scope, withdrawnAt }, text, onDone }: ChangingProps) {
  const { words } = useSpeech();
  const api = useApi();
  const withdraw = useAction(async () => {
    await api.post(`${path}/withdraw`, { scope });
    onDone();
  });
  const { consents } = words.carrier;
  return (
    <>
      <ProblemPanel error={withdraw.error} />
      {!withdrawnAt && (
        <SureButton label={consents.withdraw} question={consents.withdrawSure} doing={withdraw} />
      )}
      {withdrawnAt && text && <Giving path={path} text={text} label={consents.giveAgain} onDone={onDone} />}
    </>
  );
}

interface GivingProps {
  readonly path: string;
  readonly text: ConsentText;
  readonly label: string;
  readonly onDone: () => void;
}

/** The words that are agreed to, and the button that agrees. */
function Giving({ path, text, label, onDone }: GivingProps) {
  const { of, language } = useSpeech();
  const create = useCreation(path);
  const give = useAction(async () => {
    await create({ scope: text.scope, textVersion: text.version, language });
    onDone();
  });
  return (
    <>
      <ProblemPanel error={give.error} />
      <blockquote>{of(text.text)}</blockquote>
      <button type="button" disabled={give.isBusy} onClick={() => void give.run()}>
        {label}
      </button>
    </>
  );
}
