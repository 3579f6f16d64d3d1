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
  const { linkLife, link: names, action } = words;
  const done = { path: `/v1/links/${link.linkId}`, onDone };
  return (
    <section class="on-screen">
      <h2>{linkLife.manage}</h2>
      {!link.delinkPending && (
        <Way
          {...done}
          action="delink"
          title={names.delink}
          lead={names.delinkSure}
          label={linkLife.delinkReason}
          button={names.delink}
        />
      )}
      {link.phase === 'ACTIVE' && link.host === face.code && (
        <Way
          {...done}
          action="transfer"
          title={linkLife.transfer}
          label={linkLife.transferReason}
          button={action.send}
          done={linkLife.transferAsked}
        />
      )}
      <Way
        {...done}
        action="dispute"
        title={linkLife.dispute}
        lead={linkLife.disputeHint}
        label={linkLife.disputeReason}
        button={linkLife.dispute}
      />
    </section>
  );
}

interface WayProps {
  readonly path: string;
  readonly action: 'delink' | 'transfer' | 'dispute';
  readonly title: string;
  readonly lead?: string;
  readonly label: string;
  readonly button: string;
  readonly done?: string;
  readonly onDone: () => void;
}

/** One thing that can be done to the link, folded until it is wanted. */
function Way({ path, action, title, lead, onDone, ...statement }: WayProps) {
  const api = useApi();
  const act = useAction(async (reason: string) => {
    await api.post(`${path}/${action}`, { reason });
    onDone();
  });
  return (
    <details class="deed">
      <summary>{title}</summary>
      {lead && <p>{lead}</p>}
      <StatementForm {...statement} id={`${action}-reason`} doing={act} maxLength={LONGEST_REASON} />
    </details>
  );
}
