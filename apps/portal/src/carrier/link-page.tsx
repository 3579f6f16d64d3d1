import { useState } from 'preact/hooks';
import type { Link } from '../api/types';
import { useData } from '../api/use-api';
import { Loading } from '../ui/loading';
import { Notice } from '../ui/notice';
import { ProblemPanel } from '../ui/problem-panel';
import { Title } from '../ui/title';
import { useSpeech } from '../words/language';
import { useListedAccount } from './account/account-frame';
import { LinkActions } from './link-actions';
import { LinkPicture } from './link-picture';
import { LinkTimeline } from './link-timeline';

/** A link: both accounts joined, its timeline across both countries, and what its carrier can do about it. */
export function LinkPage({ id }: { id: string }) {
  const { words } = useSpeech();
  const [asOf, setAsOf] = useState('');
  const path = `/v1/links/${id}${asOf ? `?asOf=${asOf}` : ''}`;
  const { data: link, isLoading, error, reload } = useData<Link>(path, 5_000);
  if (isLoading) return <Loading />;
  const choice = <AsOf date={asOf} onChange={setAsOf} />;
  return (
    <>
      <Title>{words.link.title}</Title>
      <ProblemPanel error={error} onRetry={reload} />
      {link?.disputed && <Notice kind="warning">{words.linkLife.hidden}</Notice>}
      {link?.timeline && <ShownLink link={link} isPresent={asOf === ''} onDone={reload} />}
      {link?.timeline ? <LinkTimeline entries={link.timeline}>{choice}</LinkTimeline> : asOf && choice}
    </>
  );
}

function ShownLink({ link, isPresent, onDone }: { link: Link; isPresent: boolean; onDone: () => void }) {
  const { account } = useListedAccount(link.accountNumber);
  return (
    <>
      <LinkPicture link={link} account={account} />
      {isPresent && link.live && <LinkActions link={link} onDone={onDone} />}
    </>
  );
}

/** The link as it stood on a date. */
function AsOf({ date, onChange }: { date: string; onChange: (date: string) => void }) {
  const { words } = useSpeech();
  return (
    <p class="actions">
      <span class="filter">
        <label for="as-of">{words.linkLife.asOf}</label>
        <input
          id="as-of"
          type="date"
          class="sized"
          value={date}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </span>
      {date && (
        <button type="button" class="plain" onClick={() => onChange('')}>
          {words.linkLife.present}
        </button>
      )}
    </p>
  );
}
