import type { SharedData } from '@harmonization/domain/shared-data';
import { useEffect, useState } from 'preact/hooks';
import { isStale } from '../api/problem';
import type { Account } from '../api/types';
import { useAction, useApi, useData, type Doing, type Loaded } from '../api/use-api';
import { mergePatchOf, patched } from '../form/merge-patch';
import { withValueAt } from '../form/pointer';

/** What an edit builds on. */
interface Held {
  readonly shared: SharedData;
  readonly etag?: string;
}

interface AccountEdit {
  readonly loaded: Loaded<Account>;
  /** What was typed over what the service has. */
  readonly document?: SharedData;
  readonly set: (pointer: string, value: unknown) => void;
  readonly save: Doing<[]>;
}

/**
 * An edit of an account's shared data; what changed is sent as one merge patch. Where someone else has changed them meanwhile, theirs
 * are taken below what was typed here: the person is told, and decides by saving again.
 */
export function useAccountEdit(number: string, onSaved: () => void): AccountEdit {
  const api = useApi();
  const path = `/v1/accounts/${number}`;
  const loaded = useData<Account>(path);
  const [held, setHeld] = useState<Held>();
  const [document, setDocument] = useState<SharedData>();
  useEffect(() => {
    if (!loaded.data || held) return;
    setHeld({ shared: loaded.data.shared, etag: loaded.etag });
    setDocument(loaded.data.shared);
  }, [loaded.data, loaded.etag, held]);
  const takeTheirs = async (own: object): Promise<void> => {
    const { body, etag } = await api.send<Account>(path);
    setHeld({ shared: body.shared, etag });
    setDocument(patched(body.shared, own) as SharedData);
  };
  const save = useAction(async () => {
    const own = mergePatchOf(held?.shared, document);
    try {
      await api.send(path, { method: 'PATCH', etag: held?.etag, json: own });
    } catch (error) {
      if (isStale(error)) await takeTheirs(own);
      throw error;
    }
    onSaved();
  });
  const set = (pointer: string, value: unknown): void =>
    setDocument((before) => withValueAt(before, pointer, value));
  return { loaded, document, set, save };
}
