import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useApi } from '../../api/use-api';
import { withValueAt } from '../../form/pointer';
import { SavedDraft, type Form } from './saved-draft';

interface Stand {
  readonly state?: string;
  readonly isLoading: boolean;
  readonly isSaving: boolean;
  readonly savedAt?: Date;
  /** True while this tab alone has something of it. */
  readonly isTyped?: boolean;
  readonly error?: unknown;
}

export interface Draft extends Stand {
  readonly form: Form;
  readonly set: (pointer: string, value: unknown) => void;
  readonly save: () => Promise<boolean>;
}

const keyOf = (id: string): string => `draft-${id}`;

/**
 * A draft as it is kept at the service; what was typed since the last save is kept in this tab, so that neither a reload nor the
 * end of a session loses it.
 */
export function useDraft(id: string): Draft {
  const api = useApi();
  const saved = useMemo(() => new SavedDraft(api, id), [api, id]);
  const [form, setForm] = useState<Form>({});
  const [stand, setStand] = useState<Stand>({ isLoading: true, isSaving: false });
  const latest = useRef<Form>({});
  const keep = (next: Form): void => {
    latest.current = next;
    setForm(next);
  };
  const set = (pointer: string, value: unknown): void => {
    const next = withValueAt(latest.current, pointer, value);
    sessionStorage.setItem(keyOf(id), JSON.stringify(next));
    keep(next);
    setStand((before) => (before.isTyped ? before : { ...before, isTyped: true }));
  };
  useEffect(() => {
    saved.load().then(
      ({ form: held, state }) => {
        const typed = sessionStorage.getItem(keyOf(id));
        keep(typed ? (JSON.parse(typed) as Form) : held);
        setStand({ state, isLoading: false, isSaving: false, isTyped: typed !== null });
      },
      (error: unknown) => setStand({ isLoading: false, isSaving: false, error }),
    );
  }, [saved, id]);
  const save = async (): Promise<boolean> => {
    setStand((before) => ({ ...before, isSaving: true, error: undefined }));
    try {
      await saved.save(latest.current, keep);
      sessionStorage.removeItem(keyOf(id));
      setStand((before) => ({ ...before, isSaving: false, savedAt: new Date(), isTyped: false }));
      return true;
    } catch (error) {
      setStand((before) => ({ ...before, isSaving: false, error }));
      return false;
    }
  };
  return { form, ...stand, set, save };
}
