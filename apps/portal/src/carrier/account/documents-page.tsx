import type { ListedAccount } from '../../api/types';
import { useAction, useApi } from '../../api/use-api';
import { usePages } from '../../api/use-pages';
import { useFace } from '../../frame/face';
import { Listed } from '../../ui/listed';
import { ProblemPanel } from '../../ui/problem-panel';
import { Table } from '../../ui/table';
import { Tag } from '../../ui/tag';
import { useSpeech } from '../../words/language';
import { programName } from '../names';
import { AccountFrame } from './account-frame';
import { fileSize } from './file-size';
import { UploadForm } from './upload-form';

export interface CarrierDocument {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly visibility: 'SHARED' | 'HOST_ONLY';
  readonly criterion?: string;
  readonly validationId?: string;
  readonly state: string;
  readonly copy: string;
  readonly replica: boolean;
  readonly uploadedAt: string;
  readonly version: number;
}

/** The account's documents: upload, share, download, remove. Where the other program hosts it they are read only. */
export const DocumentsPage = ({ number }: { number: string }) => (
  <AccountFrame number={number} section="documents">
    {(account) => <Documents account={account} />}
  </AccountFrame>
);

function Documents({ account }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const face = useFace();
  const { accountNumber, recordRole } = account;
  const path = `/v1/accounts/${accountNumber}/documents`;
  const list = usePages<CarrierDocument>(`${path}?limit=100`);
  const isHere = recordRole !== 'CLIENT';
  return (
    <>
      <p>{words.carrier.documents.lead}</p>
      {recordRole === 'HOST' && (
        <p>{words.carrier.documents.stayedThere(programName(words, face.peer.code))}</p>
      )}
      <Listed list={list} none={words.carrier.documents.none}>
        {(items) => <DocumentTable path={path} items={items} isHere={isHere} onDone={list.reload} />}
      </Listed>
      {isHere && <UploadForm path={path} onDone={list.reload} />}
    </>
  );
}

interface TableProps {
  readonly path: string;
  readonly items: readonly CarrierDocument[];
  readonly isHere: boolean;
  readonly onDone: () => void;
}

function DocumentTable({ path, items, isHere, onDone }: TableProps) {
  const { words, number, time } = useSpeech();
  const { documents } = words.carrier;
  return (
    <Table
      isNamedAbove
      caption={words.carrier.sections.documents}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        { name: documents.name, cell: (row) => <Name path={path} document={row} /> },
        { name: documents.size, cell: ({ bytes }) => fileSize(bytes, number) },
        { name: documents.criterion, cell: ({ criterion }) => criterion ?? '' },
        {
          name: documents.visibility,
          cell: ({ visibility }) => documents.visibilities[visibility] ?? visibility,
        },
        { name: documents.uploadedAt, cell: ({ uploadedAt }) => time(uploadedAt) },
        ...(isHere
          ? [
              {
                name: words.carrier.people.actions,
                cell: (row: CarrierDocument) => <Changing path={path} document={row} onDone={onDone} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Name({
  path,
  document: { id, name, state, copy, replica },
}: {
  path: string;
  document: CarrierDocument;
}) {
  const { words } = useSpeech();
  const { documents } = words.carrier;
  const isThere = state !== 'REMOVED' && copy === 'HELD';
  return (
    <>
      {isThere ? (
        <a href={`${path}/${id}/content`} data-native download={name}>
          {name}
        </a>
      ) : (
        name
      )}{' '}
      {replica && <span class="small muted">({documents.from})</span>}
      {state === 'REMOVED' && <Tag>{documents.removed}</Tag>}
      {copy === 'AWAITED' && <Tag tone="warn">{documents.awaited}</Tag>}
    </>
  );
}

interface ChangingProps {
  readonly path: string;
  readonly document: CarrierDocument;
  readonly onDone: () => void;
}

function Changing({ path, document, onDone }: ChangingProps) {
  const { words } = useSpeech();
  const api = useApi();
  const { documents } = words.carrier;
  const { id, name, visibility, state, replica, version } = document;
  const share = useAction(async () => {
    const json = { visibility: visibility === 'SHARED' ? 'HOST_ONLY' : 'SHARED' };
    await api.send(`${path}/${id}`, { method: 'PATCH', json, etag: `"${version}"` });
    onDone();
  });
  const remove = useAction(async () => {
    await api.send(`${path}/${id}`, { method: 'DELETE' });
    onDone();
  });
  if (state === 'REMOVED' || replica) return null;
  return (
    <>
      <ProblemPanel error={share.error ?? remove.error} />
      <span class="actions">
        <button type="button" class="plain" disabled={share.isBusy} onClick={() => void share.run()}>
          {visibility === 'SHARED' ? documents.makeHostOnly : documents.makeShared}
        </button>
        <button type="button" class="plain" disabled={remove.isBusy} onClick={() => void remove.run()}>
          {documents.remove(name)}
        </button>
      </span>
    </>
  );
}
