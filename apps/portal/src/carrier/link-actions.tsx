import type { Link } from '../api/types';
import { useAction, useApi } from '../api/use-api';
import { useFace } from '../frame/face';
import { StatementForm } from '../ui/statement-form';
import { useSpeech } from '../words/language';

interface ActionsProps {
  readonly link: Link;
  readonly onDone: () => void;
}

const LONGEST_REASON = 2_000;

/** To end the link, to ask for another host, to say that it is not one's company: each with its reason. */
export function LinkActions({ link, onDone }: ActionsProps) {
  const { words } = useSpeech();
  const face = useFace();
  const api = useApi();
  const act = (action: string) => async (reason: string) => {
    await api.post(`/v1/links/${link.linkId}/${action}`, { reason });
    onDone();
  };
  const delink = useAction(act('delink'));
  const transfer = useAction(act('transfer'));
  const dispute = useAction(act('dispute'));
  const { linkLife } = words;
  const isActive = link.phase === 'ACTIVE';
  return (
    <section>
      <h2>{linkLife.manage}</h2>
      {!link.delinkPending && (
        <details>
          <summary>{words.link.delink}</summary>
          <p>{words.link.delinkSure}</p>
          <StatementForm
            id="delink-reason"
            label={linkLife.delinkReason}
            button={words.link.delink}
            doing={delink}
            maxLength={LONGEST_REASON}
          />
        </details>
      )}
      {isActive && link.host === face.code && (
        <details>
          <summary>{linkLife.transfer}</summary>
          <StatementForm
            id="transfer-reason"
            label={linkLife.transferReason}
            button={words.action.send}
            done={linkLife.transferAsked}
            doing={transfer}
            maxLength={LONGEST_REASON}
          />
        </details>
      )}
      <details>
        <summary>{linkLife.dispute}</summary>
        <p>{linkLife.disputeHint}</p>
        <StatementForm
          id="dispute-reason"
          label={linkLife.disputeReason}
          button={linkLife.dispute}
          doing={dispute}
          maxLength={LONGEST_REASON}
        />
      </details>
    </section>
  );
}
