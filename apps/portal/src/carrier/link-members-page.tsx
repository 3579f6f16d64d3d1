import type { FieldFinding } from '@harmonization/domain/application-form';
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { useAction, useData } from '../api/use-api';
import { useCreation } from '../api/use-creation';
import type { ListedAccount, Application, Page } from '../api/types';
import { useFace } from '../frame/face';
import { ErrorSummary } from '../form/error-summary';
import { ChoiceField, TextField } from '../form/field';
import { FormContext } from '../form/form-state';
import { withValueAt } from '../form/pointer';
import { findingsOf } from '../form/server-findings';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { ConsentFields } from './apply/consent-fields';
import { programName } from './names';

const NO_ANSWERS: Record<string, unknown> = {
  consents: [],
  attestations: { accurate: false, secondHeadOffice: false, mergerOrRelocationWithin12Months: false },
};

/** Scenario 4: a member of both redeems the other program's code; an application is made of it. */
export function LinkMembersPage() {
  const { words } = useSpeech();
  const face = useFace();
  const accounts = useData<Page<ListedAccount>>('/v1/accounts').data?.items ?? [];
  const [document, setDocument] = useState(NO_ANSWERS);
  const create = useCreation<Application>('/v1/links');
  const [turn, setTurn] = useState(0);
  const [made, setMade] = useState<string>();
  const link = useAction(async () => setMade((await create(document)).id));
  const findings: FieldFinding[] = findingsOf(link.error);
  const peer = programName(words, face.peer.code);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    await link.run();
    setTurn((before) => before + 1);
  };
  if (made) return <OnItsWay id={made} />;
  return (
    <FormContext.Provider
      value={{
        document,
        findings,
        set: (pointer, value) => setDocument((before) => withValueAt(before, pointer, value)),
      }}
    >
      <Title>{words.link.newTitle}</Title>
      <p class="lead">{words.link.newLead(peer)}</p>
      <ErrorSummary findings={findings} turn={turn} />
      {findings.length === 0 && <ProblemPanel error={link.error} />}
      <form class="paper" onSubmit={(event) => void submit(event)} noValidate>
        <ChoiceField
          pointer="/accountNumber"
          label={words.apply.yourAccount}
          options={accounts.map(({ accountNumber, shared }) => ({
            value: accountNumber,
            label: `${accountNumber} – ${shared?.legalName ?? ''}`,
          }))}
        />
        <TextField pointer="/peerAccountNumber" label={words.apply.peerAccount(peer)} width={16} />
        <TextField pointer="/code" label={words.apply.code} hint={words.apply.codeHint(peer)} width={16} />
        <ConsentFields />
        <button disabled={link.isBusy}>{words.link.newTitle}</button>
      </form>
    </FormContext.Provider>
  );
}

const PATIENCE_MS = 30_000;

/** The other program is asked whether the code is right: from here straight to the differences, or to what the application says. */
function OnItsWay({ id }: { id: string }) {
  const { words } = useSpeech();
  const { route } = useLocation();
  const { data, error } = useData<Application>(`/v1/applications/${id}`, 1_000);
  const isLinked = data?.linkId !== undefined;
  const isElsewhere = error !== undefined || (data && !['SUBMITTED', 'IN_REVIEW'].includes(data.state));
  useEffect(() => {
    if (isLinked) route(`/portal/links/${data.linkId}/differences`, true);
    else if (isElsewhere) route(`/portal/applications/${id}`, true);
  }, [isLinked, isElsewhere, id, data?.linkId, route]);
  useEffect(() => {
    const timer = setTimeout(() => route(`/portal/applications/${id}`, true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [id, route]);
  return (
    <>
      <Title>{words.link.newTitle}</Title>
      <Loading />
    </>
  );
}
