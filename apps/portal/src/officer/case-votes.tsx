import { programName } from '../carrier/names';
import { useFace } from '../frame/face';
import { useSpeech } from '../words/language';
import type { Case, Vote } from './types';

/** What both programs say to a case that they must agree on, beside each other. */
export function CaseVotes({ row }: { row: Case }) {
  const { words } = useSpeech();
  const face = useFace();
  const votes: readonly [string, Vote | null][] = [
    [face.code, row.ownVote],
    [face.peer.code, row.peerVote],
  ];
  return (
    <section>
      <h2>{words.case.votes}</h2>
      <div class="cards">
        {votes.map(([program, vote]) => (
          <div class="card" key={program}>
            <h3>{programName(words, program)}</h3>
            {vote ? <Said row={row} vote={vote} /> : <p class="muted">{words.case.noVote}</p>}
          </div>
        ))}
      </div>
    </section>
  );
}

function Said({ row, vote }: { row: Case; vote: Vote }) {
  const { words, time, of } = useSpeech();
  return (
    <>
      <p>
        <strong>{of(row.choiceNames[vote.choice])}</strong>
      </p>
      {vote.reason && <p>{vote.reason}</p>}
      {vote.noteForPeer && (
        <p>
          <span class="small muted">{words.case.noteFrom}</span>
          <br />
          {vote.noteForPeer}
        </p>
      )}
      <p class="small muted">
        {vote.office}, {time(vote.votedAt)}
      </p>
    </>
  );
}
