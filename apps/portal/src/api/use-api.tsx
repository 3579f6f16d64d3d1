import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { ApiClient } from './client';

export const ApiContext = createContext<ApiClient | undefined>(undefined);

export function useApi(): ApiClient {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi() stands outside its provider');
  return api;
}

export interface Loaded<T> {
  readonly data?: T;
  readonly etag?: string;
  readonly error?: unknown;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

type Answer<T> = Omit<Loaded<T>, 'reload'>;

/** What the service has under a path; asked again when the path changes, and every `everyMs` while the page is seen. */
export function useData<T>(path: string | undefined, everyMs?: number): Loaded<T> {
  const api = useApi();
  const [state, setState] = useState<Answer<T>>({ isLoading: path !== undefined });
  const [turn, setTurn] = useState(0);
  const present = useRef(path);
  present.current = path;
  const [asked, heard] = [useRef(0), useRef(0)];
  useEffect(() => {
    if (path === undefined) return;
    const order = ++asked.current;
    // An answer that was overtaken by a later one is old: what was done in between is not in it.
    const take = (next: (before: Answer<T>) => Answer<T>): void => {
      if (present.current !== path || order < heard.current) return;
      heard.current = order;
      setState(next);
    };
    api.send<T>(path).then(
      ({ body, etag }) => take(() => ({ data: body, etag, isLoading: false })),
      (error: unknown) => take((before) => ({ ...before, error, isLoading: false })),
    );
  }, [api, path, turn, asked, heard]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    if (!everyMs) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, reload]);
  return { ...state, reload };
}

export interface Doing<A extends unknown[]> {
  readonly isBusy: boolean;
  readonly error?: unknown;
  readonly run: (...values: A) => Promise<boolean>;
  readonly clear: () => void;
}

/** An action of the person: one at a time, its refusal kept to be shown. Answers whether it succeeded. */
export function useAction<A extends unknown[]>(work: (...values: A) => Promise<unknown>): Doing<A> {
  const [state, setState] = useState<{ isBusy: boolean; error?: unknown }>({ isBusy: false });
  const busy = useRef(false);
  const run = async (...values: A): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setState({ isBusy: true });
    try {
      await work(...values);
      setState({ isBusy: false });
      return true;
    } catch (error) {
      setState({ isBusy: false, error });
      return false;
    } finally {
      busy.current = false;
    }
  };
  return { ...state, run, clear: () => setState({ isBusy: false }) };
}
