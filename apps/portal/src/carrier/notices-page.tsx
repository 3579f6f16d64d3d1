import { useData } from '../api/use-api';
import type { CarrierNotice, Page } from '../api/types';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';

export function NoticesPage() {
  const { words, of, time } = useSpeech();
  const { data, isLoading, error, reload } = useData<Page<CarrierNotice>>('/v1/notices', 15_000);
  if (isLoading) return <Loading />;
  return (
    <>
      <Title>{words.notices.title}</Title>
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.length === 0 && <p>{words.notices.none}</p>}
      <ul class="timeline">
        {data?.items.map((notice) => (
          <li key={notice.id}>
            <span class="small muted">{time(notice.at)}</span>
            <br />
            {of(notice.text)}
          </li>
        ))}
      </ul>
    </>
  );
}
