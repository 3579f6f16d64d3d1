import type { SharedData } from '@harmonization/domain/shared-data';
import { checkSharedData } from '@harmonization/domain/shared-data-check';
import { normalizeForm } from '@harmonization/domain/normalize-form';
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { useAction, useApi, useData } from '../api/use-api';
import type { Account } from '../api/types';
import { ErrorSummary } from '../form/error-summary';
import { useFace } from '../frame/face';
import { FormContext } from '../form/form-state';
import { mergePatchOf } from '../form/merge-patch';
import { withValueAt } from '../form/pointer';
import { findingsOf } from '../form/server-findings';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { AddressesFields, CompanyFields, ContactsFields } from './apply/common-fields';

/** An edit at the host; the client's copy follows by itself. What changed is sent as one merge patch. */
export function EditAccountPage({ number }: { number: string }) {
  const { words } = useSpeech();
  const api = useApi();
  const { route } = useLocation();
  const face = useFace();
  const loaded = useData<Account>(`/v1/accounts/${number}`);
  const [document, setDocument] = useState<SharedData>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (loaded.data && !document) setDocument(loaded.data.shared);
  }, [loaded.data, document]);
  const save = useAction(async () => {
    await api.send(`/v1/accounts/${number}`, {
      method: 'PATCH',
      etag: loaded.etag,
      json: mergePatchOf(loaded.data?.shared, document),
    });
    route(`/portal/accounts/${number}`);
  });
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
      <FormContext.Provider
        value={{
          document,
          findings,
          set: (pointer, value) => setDocument(withValueAt(document, pointer, value)),
        }}
      >
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
