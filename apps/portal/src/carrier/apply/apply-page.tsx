import type { FieldFinding, SupplementName } from '@harmonization/domain/application-form';
import { CONSENT_TEXTS } from '@harmonization/domain/consent-texts';
import { checkForm } from '@harmonization/domain/form-check';
import { normalizeForm } from '@harmonization/domain/normalize-form';
import { useLocation } from 'preact-iso';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { useFace, type Face } from '../../frame/face';
import { ErrorSummary } from '../../form/error-summary';
import { FormContext } from '../../form/form-state';
import { Loading } from '../../ui/loading';
import { ProblemPanel } from '../../ui/problem-panel';
import { Title } from '../../ui/title';
import { useSpeech } from '../../words/language';
import { EvidenceProvider, EvidenceSection, useEvidenceOf } from './evidence';
import { holdingOf, type Holding } from './holding';
import { stepsOf, type Step } from './steps';
import { SubmitStep } from './submit-step';
import { useDraft, type Draft } from './use-draft';

/** The single application as short steps: saved at each, checked by the same rules as the service's, answers checked last. */
export function ApplyPage({ id }: { id: string }) {
  const { route } = useLocation();
  const draft = useDraft(id);
  const isClosed = draft.state !== undefined && !['DRAFT', 'INFO_REQUESTED'].includes(draft.state);
  useEffect(() => {
    if (isClosed) route(`/portal/applications/${id}`, true);
  }, [isClosed, id, route]);
  if (draft.isLoading || isClosed) return <Loading />;
  if (draft.state === undefined) return <ProblemPanel error={draft.error} />;
  return <Steps id={id} draft={draft} />;
}

function Steps({ id, draft }: { id: string; draft: Draft }) {
  const { words } = useSpeech();
  const face = useFace();
  const { route, query } = useLocation();
  const holding = useMemo(() => holdingOf(id), [id]);
  const [turn, setTurn] = useState(0);
  const [isAsked, setAsked] = useState(false);
  const evidence = useEvidenceOf(id, draft.state === 'DRAFT');
  const supplements = supplementsAsked(face, holding);
  const steps = stepsOf(draft.form, supplements);
  const names = [...steps.map(({ name }) => name), 'check' as const];
  const place = Math.max(0, names.indexOf((query.step ?? names[0]) as (typeof names)[number]));
  const step = steps[place];
  useEffect(() => setAsked(false), [place]);
  const all = findingsIn(face, draft.form, supplements, holding.holding !== 'NEITHER');
  const here = step ? all.filter(({ pointer }) => step.has(pointer)) : all;
  const shown = isAsked || !step ? here : [];
  const goTo = (index: number): void => route(`/portal/apply/${id}?step=${names[index]}`);
  const forward = async (event: Event): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    setTurn(turn + 1);
    const isSaved = await draft.save();
    if (here.length === 0 && isSaved) goTo(place + 1);
  };
  const leadTo = (pointer: string): void => {
    const target = steps.findIndex((each) => each.has(pointer));
    if (target >= 0 && target !== place) goTo(target);
  };
  return (
    <FormContext.Provider value={{ document: draft.form, findings: shown, set: draft.set }}>
      <Progress id={id} names={names} place={place} draft={draft} />
      <Title>{words.apply.steps[names[place] ?? 'check']}</Title>
      <ErrorSummary findings={shown} turn={turn} onGo={leadTo} />
      <ProblemPanel error={draft.error} onRetry={() => void draft.save()} />
      <EvidenceProvider value={evidence}>
        {step ? (
          <>
            <form id="answers" class="paper" onSubmit={(event) => void forward(event)} noValidate>
              <step.fields />
            </form>
            {step.name === 'security' && <EvidenceSection />}
            <p class="actions">
              <button form="answers" disabled={draft.isSaving}>
                {words.action.continue}
              </button>
              {place > 0 && <a href={`/portal/apply/${id}?step=${names[place - 1]}`}>{words.frame.back}</a>}
            </p>
          </>
        ) : (
          <SubmitStep id={id} draft={draft} steps={steps} holding={holding} isComplete={all.length === 0} />
        )}
      </EvidenceProvider>
    </FormContext.Provider>
  );
}

interface ProgressProps {
  readonly id: string;
  readonly names: readonly (Step['name'] | 'check')[];
  readonly place: number;
  readonly draft: Draft;
}

function Progress({ id, names, place, draft: { savedAt, isTyped } }: ProgressProps) {
  const { words, time } = useSpeech();
  const kept = isTyped ? words.apply.notSaved : words.apply.saved;
  const saved = savedAt ? words.apply.savedAt(time(savedAt)) : kept;
  return (
    <>
      <p class="small muted">
        {words.apply.step(place + 1, names.length)} · {saved}
      </p>
      <ol class="steps" aria-label={words.apply.title}>
        {names.map((name, index) => (
          <li key={name} aria-current={index === place ? 'step' : undefined}>
            {index < place ? (
              <a href={`/portal/apply/${id}?step=${name}`}>{words.apply.steps[name]}</a>
            ) : (
              words.apply.steps[name]
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function supplementsAsked({ supplements }: Face, { holding }: Holding): readonly SupplementName[] {
  if (holding === 'NEITHER') return [supplements.own, supplements.peer];
  return [holding === 'HERE' ? supplements.peer : supplements.own];
}

/** The same rules as the service's, run here so that a fault is named before anything is sent; the service decides. */
function findingsIn(
  { today, harmonizableLines }: Face,
  form: unknown,
  requiredSupplements: readonly SupplementName[],
  commonIsHeld: boolean,
): FieldFinding[] {
  return checkForm(normalizeForm(form), {
    requiredSupplements,
    commonIsHeld,
    today,
    harmonizableLines,
    consentTexts: CONSENT_TEXTS,
  });
}
