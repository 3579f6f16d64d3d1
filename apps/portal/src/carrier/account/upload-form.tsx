import { DOCUMENT_TYPES } from '@harmonization/domain/document';
import { CRITERIA } from '@harmonization/domain/security-profile/criteria';
import { useRef, useState } from 'preact/hooks';
import { ProblemAnswer } from '../../api/problem';
import { useAction, useApi } from '../../api/use-api';
import { upload } from '../../api/upload';
import { useFace } from '../../frame/face';
import { Labelled } from '../../form/labelled';
import { Options } from '../../form/options';
import { Notice } from '../../ui/notice';
import { ProblemPanel } from '../../ui/problem-panel';
import { useSpeech } from '../../words/language';
import { fileSize } from './file-size';

const extensionOf = (name: string): string => name.split('.').at(-1)?.toLowerCase() ?? '';

/** The media type by the file's name: browsers do not know all of them. */
const mediaTypeOf = (name: string, taken: readonly string[]): string | undefined =>
  taken.find((type) => DOCUMENT_TYPES[type]?.extensions.includes(extensionOf(name)));

interface UploadProps {
  readonly path: string;
  readonly onDone: () => void;
  /** The document goes with this validation. */
  readonly validationId?: string;
}

interface Terms {
  readonly criterion?: string;
  readonly validationId?: string;
  readonly isShared: boolean;
}

const queryOf = (name: string, { criterion, validationId, isShared }: Terms): string =>
  new URLSearchParams({
    name,
    visibility: isShared ? 'SHARED' : 'HOST_ONLY',
    ...(criterion ? { criterion } : {}),
    ...(validationId ? { validationId } : {}),
  }).toString();

/** What is wrong with a chosen file, before anything is sent. */
function useFault(file: File | undefined): string | undefined {
  const { words, number } = useSpeech();
  const { types, maxBytes } = useFace().documents;
  if (!file) return undefined;
  if (!mediaTypeOf(file.name, types)) return words.carrier.documents.wrongType;
  return file.size > maxBytes ? words.carrier.documents.tooLarge(fileSize(maxBytes, number)) : undefined;
}

/** The sending of a file: how far it is, and one key for each file chosen, so that a second try makes no second document. */
function useUpload(path: string) {
  const { language } = useSpeech();
  const { types } = useFace().documents;
  const [share, setShare] = useState<number>();
  const api = useApi();
  const key = useRef({ file: undefined as File | undefined, key: '' });
  const send = useAction(async (file: File, terms: Terms) => {
    if (key.current.file !== file) key.current = { file, key: crypto.randomUUID() };
    const mediaType = mediaTypeOf(file.name, types) ?? '';
    const target = `${path}?${queryOf(file.name, terms)}`;
    try {
      await upload({ path: target, file, mediaType, language, key: key.current.key, onProgress: setShare });
    } catch (error) {
      if (error instanceof ProblemAnswer && error.problem.status === 401) api.signedOutNow();
      throw error;
    } finally {
      setShare(undefined);
    }
  });
  return { ...send, share };
}

/** Limits are told before a file is chosen, and checked before anything is sent; the service checks the content. */
export function UploadForm({ path, onDone, validationId }: UploadProps) {
  const { words } = useSpeech();
  const { documents } = words.carrier;
  const form = useRef<HTMLFormElement>(null);
  const [file, setFile] = useState<File>();
  const [criterion, setCriterion] = useState('');
  const [isShared, setShared] = useState(validationId !== undefined);
  const [isDone, setDone] = useState(false);
  const send = useUpload(path);
  const fault = useFault(file);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!file || fault || !(await send.run(file, { criterion, validationId, isShared }))) return;
    form.current?.reset();
    setFile(undefined);
    setDone(true);
    onDone();
  };
  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <h2>{documents.upload}</h2>
      {isDone && <Notice kind="success">{documents.uploaded}</Notice>}
      <ProblemPanel error={send.error} />
      <FileField
        fault={fault}
        onChange={(chosen) => {
          setFile(chosen);
          setDone(false);
          send.clear();
        }}
      />
      {!validationId && <CriterionField value={criterion} onChange={setCriterion} />}
      <div class="field tick">
        <input
          id="share"
          type="checkbox"
          checked={isShared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <label for="share">{documents.share}</label>
      </div>
      {send.share !== undefined && (
        <p role="status">
          <label>
            {documents.uploading} <progress max={1} value={send.share} />
          </label>
        </p>
      )}
      <button disabled={send.isBusy || !file || fault !== undefined}>{documents.upload}</button>
    </form>
  );
}

function FileField({ fault, onChange }: { fault?: string; onChange: (file?: File) => void }) {
  const { words, number } = useSpeech();
  const { types, maxBytes } = useFace().documents;
  const { documents } = words.carrier;
  const extensions = types.flatMap((type) => DOCUMENT_TYPES[type]?.extensions ?? []);
  return (
    <Labelled
      id="file"
      label={documents.choose}
      hint={documents.limits(extensions.join(', '), fileSize(maxBytes, number))}
      fault={fault}
      isSaidAtOnce
      control={(described) => (
        <input
          {...described}
          type="file"
          required
          accept={extensions.map((extension) => `.${extension}`).join(',')}
          onChange={(event) => onChange(event.currentTarget.files?.[0])}
        />
      )}
    />
  );
}

function CriterionField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { words, of } = useSpeech();
  const { documents } = words.carrier;
  return (
    <Labelled
      id="criterion"
      label={documents.criterion}
      control={(described) => (
        <select {...described} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{documents.noCriterion}</option>
          <Options options={CRITERIA.map(({ id, text }) => ({ value: id, label: `${id} ${of(text)}` }))} />
        </select>
      )}
    />
  );
}
