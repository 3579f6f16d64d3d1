import type { CarrierNotice } from '../api/types';
import { usePages } from '../api/use-pages';
import { Listed } from '../ui/listed';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';

/** What the program has told the carrier, the latest first. */
export function NoticesPage() {
  const { words, of, time } = useSpeech();
  const list = usePages<CarrierNotice>('/v1/notices', 15_000);
  return (
    <>
      <Title>{words.notices.title}</Title>
      <Listed list={list} none={words.notices.none}>
        {(items) => (
          <ul class="timeline">
            {items.map((notice) => (
              <li key={notice.id}>
                <span class="small muted">{time(notice.at)}</span>
                <br />
                {of(notice.text)}
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </>
  );
}
