import type { Link, ListedAccount } from '../api/types';
import { useFace } from '../frame/face';
import { Tag } from '../ui/tag';
import { useSpeech } from '../words/language';
import { programName, toneOf } from './names';

/** Both accounts joined: host and client marked, and how the link stands between them. */
export function LinkPicture({ link, account }: { link: Link; account?: ListedAccount }) {
  const { words, colon } = useSpeech();
  const face = useFace();
  const sides = [
    { program: face.code, number: link.accountNumber, status: account?.status, wire: account?.wireStatus },
    {
      program: face.peer.code,
      number: link.peerAccountNumber,
      status: account?.peer?.wireStatus,
      wire: account?.peer?.wireStatus,
    },
  ].sort((one, other) => Number(other.program === link.host) - Number(one.program === link.host));
  const [host, client] = sides;
  return (
    <div class="pair">
      {host && <Side side={host} role={words.link.host} />}
      <div class="joint">
        <svg
          width="64"
          height="32"
          viewBox="0 0 64 32"
          aria-hidden="true"
          fill="none"
          stroke="currentColor"
          stroke-width="4"
        >
          <rect x="4" y="8" width="30" height="16" rx="8" />
          <rect
            x="30"
            y="8"
            width="30"
            height="16"
            rx="8"
            stroke-dasharray={link.phase === 'ACTIVE' ? undefined : '5 4'}
          />
        </svg>
        <a href={`/portal/links/${link.linkId}`}>{words.link.phases[link.phase] ?? link.phase}</a>
        <br />
        <span class="small muted">
          {words.link.syncName}
          {colon}
          {words.link.sync[link.sync] ?? link.sync}
        </span>
        {link.paused && <Tag tone="warn">{words.link.paused}</Tag>}
        {link.delinkPending && link.live && <Tag tone="warn">{words.link.ending}</Tag>}
      </div>
      {client && <Side side={client} role={words.link.client} />}
    </div>
  );
}

function Side({
  side,
  role,
}: {
  side: { program: string; number: string; status?: string; wire?: string };
  role: string;
}) {
  const { words } = useSpeech();
  const { program, number, status, wire } = side;
  return (
    <div class="card">
      <h3>
        {programName(words, program)} <span class="small muted">({role})</span>
      </h3>
      <p>{number}</p>
      {status && <Tag tone={toneOf(wire ?? '')}>{words.account.statuses[status] ?? status}</Tag>}
    </div>
  );
}
