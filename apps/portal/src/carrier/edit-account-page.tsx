import { checkSharedData } from '@harmonization/domain/shared-data-check';
import { normalizeForm } from '@harmonization/domain/normalize-form';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { ErrorSummary } from '../form/error-summary';
import { useFace } from '../frame/face';
import { FormContext } from '../form/form-state';
import { findingsOf } from '../form/server-findings';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { AddressesFields, CompanyFields, ContactsFields } from './apply/common-fields';
import { useAccountEdit } from './use-account-edit';

/** An edit at the host; the client's copy follows by itself. */
export function EditAccountPage({ number }: { number: string }) {
  const { words } = useSpeech();
  const { route } = useLocation();
  const face = useFace();
  const { loaded, document, set, save } = useAccountEdit(number, () => route(`/portal/accounts/${number}`));
  const [turn, setTurn] = useState(0);
  if (loaded.isLoading || !document)
    return loaded.error ? <ProblemPanel error={loaded.error} onRetry={loaded.reload} /> : <Loading />;
  const local = turn > 0 ? checkSharedData(normalizeForm(document), { today: face.today }) : [];
  const findings = local.length > 0 ? local : findingsOf(save.error);
  const submit = (event: Event): void => {
    event.preventDefault();
    setTurn(turn + 1);
    const faults = checkSharedData(normalizeForm(document), { today: face.today });
    if (faults.length === 0) void save.run();
  };
  return (
    <>
      <Title>{words.account.edit}</Title>
      <ErrorSummary findings={findings} turn={turn} />
      {findings.length === 0 && <ProblemPanel error={save.error} />}
      <FormContext.Provider value={{ document, findings, set }}>
        <form class="paper" onSubmit={submit} noValidate>
          <h2>{words.apply.steps.company}</h2>
          <CompanyFields at="" />
          <h2>{words.apply.steps.addresses}</h2>
          <AddressesFields at="" />
          <h2>{words.apply.steps.contacts}</h2>
          <ContactsFields at="" />
          <p class="actions">
            <button disabled={save.isBusy}>{words.action.save}</button>
            <a href={`/portal/accounts/${number}`}>{words.action.cancel}</a>
          </p>
        </form>
      </FormContext.Provider>
    </>
  );
}
