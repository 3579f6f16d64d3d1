import type { ComponentChildren } from 'preact';
import type { Pages } from '../api/use-pages';
import { Loading } from './loading';
import { MoreButton } from './more-button';
import { ProblemPanel } from './problem-panel';

interface ListedProps<T> {
  readonly list: Pages<T>;
  /** What is said where there is nothing. */
  readonly none: string;
  readonly children: (items: readonly T[]) => ComponentChildren;
}

/** A list as it comes: loading, refused, empty, or its items with a button for what follows. */
export function Listed<T>({ list, none, children }: ListedProps<T>) {
  const { items } = list;
  return (
    <>
      {list.isLoading && <Loading />}
      <ProblemPanel error={list.error} onRetry={list.reload} />
      {items?.length === 0 && <p>{none}</p>}
      {items && items.length > 0 && children(items)}
      <MoreButton {...list} />
    </>
  );
}
