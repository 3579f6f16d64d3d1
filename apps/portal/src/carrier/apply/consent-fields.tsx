import type { ConsentGiven } from '@harmonization/domain/application-form';
import type { ConsentText } from '@harmonization/domain/consent';
import { OWNERSHIP } from '@harmonization/domain/field-ownership';
import { useData } from '../../api/use-api';
import { LongTextField, TickField } from '../../form/field';
import { idOf, useForm } from '../../form/form-state';
import { valueAt } from '../../form/pointer';
import { useSpeech } from '../../words/language';

const SHARE = 'HARMONIZATION_SHARE';
const LABELS = new Map(OWNERSHIP.map(({ path, label }) => [path, label]));

/** Every field that will cross is listed before anyone agrees. */
export function ConsentFields() {
  const { words, of } = useSpeech();
  const texts = useData<{ items: ConsentText[] }>('/v1/consent-texts').data?.items ?? [];
  const share = texts.find(({ scope }) => scope === SHARE);
  return (
    <>
      <p>{words.apply.consentLead}</p>
      {share && (
        <>
          <blockquote>{of(share.text)}</blockquote>
          <h2>{words.apply.consentFields}</h2>
          <ul class="fields-list">
            {share.fields.map((field) => (
              <li key={field}>{of(LABELS.get(field)) || field}</li>
            ))}
          </ul>
        </>
      )}
      {texts.map((text) => (
        <Agreement key={text.scope} text={text} />
      ))}
      <h2>{words.apply.attest}</h2>
      <TickField pointer="/attestations/accurate" label={words.apply.accurate} />
      <p>{words.apply.attestOnlyIf}</p>
      <TickField pointer="/attestations/secondHeadOffice" label={words.apply.secondHeadOffice} />
      <TickField pointer="/attestations/mergerOrRelocationWithin12Months" label={words.apply.merger} />
      <LongTextField pointer="/attestations/hostObjection" label={words.apply.objection} optional rows={3} />
    </>
  );
}

function Agreement({ text }: { text: ConsentText }) {
  const { words, of, language, colon } = useSpeech();
  const { document, findings, set } = useForm();
  const given = (valueAt(document, '/consents') as ConsentGiven[] | undefined) ?? [];
  const isShare = text.scope === SHARE;
  const faults = isShare ? findings.filter(({ pointer }) => pointer.startsWith('/consents')) : [];
  const id = isShare ? idOf('/consents') : `consent-${text.scope}`;
  const change = (agrees: boolean): void => {
    const others = given.filter(({ scope }) => scope !== text.scope);
    set(
      '/consents',
      agrees ? [...others, { scope: text.scope, textVersion: text.version, language }] : others,
    );
  };
  return (
    <div class={`field tick${faults.length > 0 ? ' wrong' : ''}`}>
      {faults.map(({ code, expected }) => (
        <span key={code} class="fault">
          {of(expected)}
        </span>
      ))}
      <input
        id={id}
        type="checkbox"
        checked={given.some(({ scope }) => scope === text.scope)}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      <label for={id}>
        {isShare ? words.apply.consentGive : `${words.apply.sviGive}${colon}${of(text.text)}`}
      </label>
    </div>
  );
}
