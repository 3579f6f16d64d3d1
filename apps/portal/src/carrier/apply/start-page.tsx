import type { ApplicationForm } from '@harmonization/domain/application-form';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { ListedAccount, Application, Page } from '../../api/types';
import { useAction, useData } from '../../api/use-api';
import { useCreation } from '../../api/use-creation';
import { useFace } from '../../frame/face';
import { ProblemPanel } from '../../ui/problem-panel';
import { Title } from '../../ui/title';
import { useSpeech } from '../../words/language';
import { programName } from '../names';
import { keepHolding, type Holding } from './holding';

const ATTESTATIONS = { accurate: false, secondHeadOffice: false, mergerOrRelocationWithin12Months: false };

/** A draft may be incomplete: the first records of both lists are there to be filled. */
const EMPTY = {
  common: {
    lineOfBusiness: 'HIGHWAY_CARRIER',
    addresses: [{ type: 'HEADQUARTERS', staffed: true }],
    contacts: [{ isCompanyOfficer: true, isPrimaryContact: true }],
    securityProfile: [],
  },
  consents: [],
  attestations: ATTESTATIONS,
} as unknown as Partial<ApplicationForm>;

/** What the carrier holds already decides what is asked; the draft is made at once, so that nothing is ever lost. */
export function StartPage() {
  const { words } = useSpeech();
  const face = useFace();
  const { route } = useLocation();
  const accounts = useData<Page<ListedAccount>>('/v1/accounts').data?.items ?? [];
  const member = accounts.find(({ wireStatus }) => ['ACTIVE', 'ACTIVE_VALIDATED'].includes(wireStatus));
  const [holding, setHolding] = useState<Holding['holding'] | 'BOTH'>('NEITHER');
  const create = useCreation<Application>('/v1/applications?draft=true');
  const begin = useAction(async () => {
    if (holding === 'BOTH') return route('/portal/links/new');
    const accountNumber = holding === 'HERE' ? member?.accountNumber : undefined;
    const form = holding === 'NEITHER' ? EMPTY : { consents: [], attestations: ATTESTATIONS };
    const draft = await create({ form, accountNumber });
    keepHolding(draft.id, { holding, accountNumber });
    route(`/portal/apply/${draft.id}`);
  });
  const [here, there] = [programName(words, face.code), programName(words, face.peer.code)];
  const choices = [
    { value: 'NEITHER', label: words.apply.whoNeither, isOffered: true },
    { value: 'HERE', label: words.apply.whoHere(here), isOffered: member !== undefined },
    { value: 'THERE', label: words.apply.whoThere(there), isOffered: true },
    { value: 'BOTH', label: words.apply.whoBoth, isOffered: member !== undefined },
  ] as const;
  return (
    <>
      <Title>{words.apply.title}</Title>
      <p class="lead">{words.apply.lead}</p>
      <ProblemPanel error={begin.error} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void begin.run();
        }}
      >
        <fieldset>
          <legend>{words.apply.who}</legend>
          {choices
            .filter(({ isOffered }) => isOffered)
            .map(({ value, label }) => (
              <div class="field tick" key={value}>
                <input
                  type="radio"
                  name="holding"
                  id={`holding-${value}`}
                  checked={holding === value}
                  onChange={() => setHolding(value)}
                />
                <label for={`holding-${value}`}>{label}</label>
              </div>
            ))}
        </fieldset>
        <button disabled={begin.isBusy}>{words.apply.start}</button>
      </form>
    </>
  );
}
