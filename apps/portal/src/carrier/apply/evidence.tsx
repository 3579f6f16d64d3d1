import { SECURITY_CATEGORIES } from '@harmonization/domain/security-profile/categories';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Page } from '../../api/types';
import { useAction, useApi, useData, type Loaded } from '../../api/use-api';
import { Loading } from '../../ui/loading';
import { ProblemPanel } from '../../ui/problem-panel';
import { Table } from '../../ui/table';
import { useSpeech } from '../../words/language';
import { fileSize } from '../account/file-size';
import { UploadForm } from '../account/upload-form';

interface DraftDocument {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly visibility: 'SHARED' | 'HOST_ONLY';
  readonly criterion?: string;
}

interface Evidence {
  readonly path: string;
  /** Absent where the documents lie with an account already: nothing is put into a submitted application. */
  readonly list?: Loaded<Page<DraftDocument>>;
}

const EvidenceContext = createContext<Evidence>({ path: '' });

export const EvidenceProvider = EvidenceContext.Provider;

/** The documents of a draft: asked for once, shown by the step of the criteria and by the answers at the end. */
export function useEvidenceOf(id: string, isDraft: boolean): Evidence {
  const path = `/v1/applications/${id}/documents`;
  const list = useData<Page<DraftDocument>>(isDraft ? `${path}?limit=100` : undefined);
  return { path, list: isDraft ? list : undefined };
}

/** How many documents are evidence for the criteria of a category. */
export function useEvidenceCount(): (category: number) => number {
  const items = useContext(EvidenceContext).list?.data?.items ?? [];
  return (category) => items.filter(({ criterion }) => Number(criterion?.split('.')[0]) === category).length;
}

/** Evidence for what the criteria ask: listed, read, taken out, and put in. */
export function EvidenceSection() {
  const { words } = useSpeech();
  const { path, list } = useContext(EvidenceContext);
  const count = useEvidenceCount();
  const { evidence } = words.carrier;
  if (!list) return <p>{evidence.withAccount}</p>;
  const items = list.data?.items ?? [];
  const covered = SECURITY_CATEGORIES.filter(({ number }) => count(number) > 0).length;
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">{evidence.title}</h2>
      <p>{evidence.lead}</p>
      <ProblemPanel error={list.error} onRetry={list.reload} />
      {list.isLoading && <Loading />}
      <p role="status">
        <label>
          {evidence.covered(covered, SECURITY_CATEGORIES.length)}{' '}
          <progress max={SECURITY_CATEGORIES.length} value={covered} />
        </label>
      </p>
      {items.length > 0 && <List path={path} items={items} onDone={list.reload} />}
      <UploadForm path={path} onDone={list.reload} />
    </section>
  );
}

interface ListProps {
  readonly path: string;
  readonly items: readonly DraftDocument[];
  readonly onDone?: () => void;
}

function List({ path, items, onDone }: ListProps) {
  const { words, number } = useSpeech();
  const { documents, people } = words.carrier;
  return (
    <Table
      isNamedAbove
      caption={words.carrier.evidence.title}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          name: documents.name,
          cell: ({ id, name }) => (
            <a href={`${path}/${id}/content`} data-native download={name}>
              {name}
            </a>
          ),
        },
        { name: documents.size, cell: ({ bytes }) => fileSize(bytes, number) },
        { name: documents.criterion, cell: ({ criterion }) => criterion ?? documents.noCriterion },
        { name: documents.visibility, cell: ({ visibility }) => documents.visibilities[visibility] },
        ...(onDone
          ? [
              {
                name: people.actions,
                cell: (row: DraftDocument) => <Removing path={path} document={row} onDone={onDone} />,
              },
            ]
          : []),
      ]}
    />
  );
}

interface RemovingProps {
  readonly path: string;
  readonly document: DraftDocument;
  readonly onDone: () => void;
}

function Removing({ path, document: { id, name }, onDone }: RemovingProps) {
  const { words } = useSpeech();
  const api = useApi();
  const remove = useAction(async () => {
    await api.send(`${path}/${id}`, { method: 'DELETE' });
    onDone();
  });
  return (
    <>
      <ProblemPanel error={remove.error} />
      <button type="button" class="plain" disabled={remove.isBusy} onClick={() => void remove.run()}>
        {words.carrier.documents.remove(name)}
      </button>
    </>
  );
}

/** What will be sent with the answers, to be looked at once more. */
export function EvidenceGiven() {
  const { words } = useSpeech();
  const { path, list } = useContext(EvidenceContext);
  const items = list?.data?.items ?? [];
  if (items.length === 0) return list ? <p>{words.carrier.evidence.none}</p> : null;
  return <List path={path} items={items} />;
}
