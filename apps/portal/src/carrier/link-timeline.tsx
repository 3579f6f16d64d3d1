import { reasonInWords } from '@harmonization/domain/reason-words';
import { storedReasonInWords } from '@harmonization/domain/service-reasons';
import type { ComponentChildren } from 'preact';
import type { LinkEvent } from '../api/types';
import { useSpeech } from '../words/language';
import { programName } from './names';

interface TimelineProps {
  readonly entries: readonly LinkEvent[];
  /** What narrows it. */
  readonly children?: ComponentChildren;
}

/** Who did what, when, on which side and why: both countries in one line of time, the newest first. */
export function LinkTimeline({ entries, children }: TimelineProps) {
  const { words, of, time } = useSpeech();
  const { actions, actors, pauses, endReasons, decisions } = words.linkLife;
  const reasons: Readonly<Record<string, string>> = { ...pauses, ...endReasons, ...decisions };
  const said = (reason: string): string =>
    reasons[reason] ?? (/^[A-Z]+(_[A-Z]+)+$/.test(reason) ? of(reasonInWords(reason)) : reason);
  return (
    <section>
      <h2>{words.link.timeline}</h2>
      {children}
      <ol class="timeline">
        {[...entries].reverse().map(({ at, side, actor, action, reason, words: note }, index) => (
          <li key={`${at} ${action} ${side} ${index}`}>
            <span class="small muted">
              {time(at)} · {programName(words, side)} · {actors[actor] ?? actor}
            </span>
            <br />
            {actions[action] ?? action} {reason && `(${said(reason)})`}
            {note && <blockquote>{of(storedReasonInWords(note))}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  );
}
