import { useRef } from 'preact/hooks';
import { useApi } from './use-api';

/** Creates by POST: what is tried again in the same words has the same key and happens once, other words get another key. */
export function useCreation<T = unknown>(path: string): (body: object) => Promise<T> {
  const api = useApi();
  const tried = useRef<{ readonly words: string; readonly key: string } | undefined>(undefined);
  return async (body) => {
    const words = JSON.stringify(body);
    if (tried.current?.words !== words) tried.current = { words, key: crypto.randomUUID() };
    const made = await api.post<T>(path, body, tried.current.key);
    tried.current = undefined;
    return made;
  };
}
