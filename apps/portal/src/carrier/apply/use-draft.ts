import type { ApplicationForm } from '@harmonization/domain/application-form';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Application } from '../../api/types';
import { useApi } from '../../api/use-api';
import { mergePatchOf } from '../../form/merge-patch';
import { withValueAt } from '../../form/pointer';

type Form = Partial<ApplicationForm>;

interface Stand {
  readonly state?: string;
  readonly isLoading: boolean;
  readonly isSaving: boolean;
  readonly savedAt?: Date;
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
  const [form, setForm] = useState<Form>({});
  const [stand, setStand] = useState<Stand>({ isLoading: true, isSaving: false });
  const etag = useRef<string | undefined>(undefined);
  const latest = useRef<Form>({});
  const saved = useRef<Form>({});
  const keep = (next: Form): void => {
    latest.current = next;
    setForm(next);
  };
  useEffect(() => {
    api.send<Application>(`/v1/applications/${id}`).then(
      ({ body, etag: version }) => {
        etag.current = version;
        saved.current = body.form;
        const typed = sessionStorage.getItem(keyOf(id));
        keep(typed ? (JSON.parse(typed) as Form) : body.form);
        setStand({ state: body.state, isLoading: false, isSaving: false });
      },
      (error: unknown) => setStand({ isLoading: false, isSaving: false, error }),
    );
  }, [api, id]);
  const set = (pointer: string, value: unknown): void => {
    const next = withValueAt(latest.current, pointer, value);
    sessionStorage.setItem(keyOf(id), JSON.stringify(next));
    keep(next);
  };
  const save = async (): Promise<boolean> => {
    setStand((before) => ({ ...before, isSaving: true, error: undefined }));
    try {
      const json = mergePatchOf(saved.current, latest.current);
      if (Object.keys(json).length > 0) {
        const change = { method: 'PATCH' as const, json, etag: etag.current };
        const { etag: version, body } = await api.send<Application>(`/v1/applications/${id}`, change);
        etag.current = version;
        saved.current = body.form;
      }
      sessionStorage.removeItem(keyOf(id));
      setStand((before) => ({ ...before, isSaving: false, savedAt: new Date() }));
      return true;
    } catch (error) {
      setStand((before) => ({ ...before, isSaving: false, error }));
      return false;
    }
  };
  return { form, ...stand, set, save };
}
