/** What the launcher tells a service process, and what it hears, over the channel between parent and child. */
export type ToService =
  { id: number; kind: 'move-clock'; offsetMs: number } | { id: number; kind: 'run-jobs' };

export type FromService =
  | { kind: 'ready'; url: string }
  | { kind: 'failed'; reason: string }
  | { kind: 'done'; id: number; error?: string };

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type Order = WithoutId<ToService>;
