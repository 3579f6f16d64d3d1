import type { Bilingual } from '@harmonization/domain/bilingual';
import { usePages } from '../../api/use-pages';
import { Listed } from '../../ui/listed';
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
  const list = usePages<Published>('/v1/library');
  return (
    <>
      <p>{words.carrier.library.lead}</p>
      <Listed list={list} none={words.carrier.library.none}>
        {(items) => (
          <ul>
            {items.map(({ id, name, title, bytes }) => (
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
        )}
      </Listed>
    </>
  );
}
