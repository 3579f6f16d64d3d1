import { useEffect, useState } from 'preact/hooks';
import type { Page } from './types';
import { useAction, useApi, useData, type Doing, type Loaded } from './use-api';

export interface Pages<T> extends Omit<Loaded<Page<T>>, 'data'> {
  /** Everything that was loaded so far; absent before the first answer. */
  readonly items?: readonly T[];
  readonly hasMore: boolean;
  readonly more: Doing<[]>;
}

/** A list page by page: the first one stays fresh, the following ones are added when they are asked for. */
export function usePages<T>(path: string, everyMs?: number): Pages<T> {
  const api = useApi();
  const { data, ...first } = useData<Page<T>>(path, everyMs);
  const [later, setLater] = useState<readonly Page<T>[]>([]);
  useEffect(() => setLater([]), [path]);
  const next = later.length > 0 ? later.at(-1)?.next : data?.next;
  const more = useAction(async () => {
    const page = await api.get<Page<T>>(`${path}${path.includes('?') ? '&' : '?'}cursor=${next ?? ''}`);
    setLater((before) => [...before, page]);
  });
  const items = data && [...data.items, ...later.flatMap((page) => page.items)];
  return { ...first, items, hasMore: next !== undefined, more };
}
