import type { Bilingual } from '@harmonization/domain/bilingual';
import type { Page } from '../../api/types';
import { useData } from '../../api/use-api';
import { Loading } from '../../ui/loading';
import { ProblemPanel } from '../../ui/problem-panel';
import { useSpeech } from '../../words/language';
import { AccountFrame } from './account-frame';
import { fileSize } from './file-size';

interface Published {
  readonly id: string;
  readonly name: string;
  readonly title: Bilingual;
  readonly bytes: number;
}

/** What the program publishes to its members. */
export const LibraryPage = ({ number }: { number: string }) => (
  <AccountFrame number={number} section="library">
    {() => <Library />}
  </AccountFrame>
);

function Library() {
  const { words, of, number } = useSpeech();
  const { data, isLoading, error, reload } = useData<Page<Published>>('/v1/library');
  if (isLoading) return <Loading />;
  return (
    <>
      <p>{words.carrier.library.lead}</p>
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{words.carrier.library.none}</p>}
      <ul>
        {data?.items.map(({ id, name, title, bytes }) => (
          <li key={id}>
            <a href={`/v1/library/${id}/content`} data-native download={name}>
              {of(title)}
            </a>{' '}
            <span class="small muted">
              {name}, {fileSize(bytes, number)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
