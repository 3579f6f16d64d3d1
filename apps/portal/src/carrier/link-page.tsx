import { useAction, useApi, useData } from '../api/use-api';
import type { Account, Link } from '../api/types';
import { Loading } from '../ui/loading';
import { Notice } from '../ui/notice';
import { ProblemPanel } from '../ui/problem-panel';
import { SureButton } from '../ui/sure-button';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { LinkPicture } from './link-picture';
import { programName } from './names';

/** A link: both accounts joined, and its timeline across both countries. */
export function LinkPage({ id }: { id: string }) {
  const { words, time } = useSpeech();
  const api = useApi();
  const { data: link, isLoading, error, reload } = useData<Link>(`/v1/links/${id}`, 5_000);
  const account = useData<Account>(link ? `/v1/accounts/${link.accountNumber}` : undefined);
  const delink = useAction(async () => {
    await api.post(`/v1/links/${id}/delink`);
    reload();
  });
  if (isLoading) return <Loading />;
  if (!link) return <ProblemPanel error={error} onRetry={reload} />;
  return (
    <>
      <Title>{words.link.title}</Title>
      {link.disputed && <Notice kind="warning">{words.link.disputed}</Notice>}
      <LinkPicture link={link} account={account.data} />
      <ProblemPanel error={delink.error} />
      {link.live && !link.delinkPending && (
        <SureButton label={words.link.delink} question={words.link.delinkSure} doing={delink} />
      )}
      <h2>{words.link.timeline}</h2>
      <ol class="timeline">
        {[...link.timeline].reverse().map(({ at, side, actor, action, reason }) => (
          <li key={`${at} ${action} ${side}`}>
            <span class="small muted">
              {time(at)} · {programName(words, side)} · {actor}
            </span>
            <br />
            {action} {reason && `(${reason})`}
          </li>
        ))}
      </ol>
    </>
  );
}
