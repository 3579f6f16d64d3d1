import type { ApplicationRecord } from '../domain/application-record';
import { isUnanswered } from '../domain/application-settlement';
import type { ProgramProfile } from '../domain/program-profile';
import type { Application } from './application.entity';

export type ApplicationOutcome = 'BOTH_APPROVED' | 'CTPAT_ONLY' | 'PIP_ONLY' | 'BOTH_DENIED';

/** What a reader of an application sees; `version` is its ETag. */
export interface ApplicationView {
  id: string;
  reference: string;
  state: Application['state'];
  entry: string;
  scenario?: number;
  flow?: string;
  standalone: boolean;
  accountNumber?: string;
  peerAccountNumber?: string;
  linkId?: string;
  host?: string;
  hostRules: unknown[];
  headquarters: { own: string; peer?: string };
  decisions: Record<string, unknown>;
  outcome?: string;
  asks: Asked[];
  supersededBy?: string;
  form: Application['form'];
  createdAt: Date;
  submittedAt: Date | null;
  version: number;
}

/** What is asked of the carrier next, by which program. */
export interface Asked {
  kind: 'PROOF' | 'INFORMATION' | 'TERMS' | 'ACKNOWLEDGEMENT';
  program: string;
  text?: string;
}

export function viewOf(
  application: Application,
  profile: ProgramProfile,
  heard?: ApplicationRecord,
): ApplicationView {
  const { progress } = application;
  const isProven = application.state !== 'PROOF_NEEDED' && application.state !== 'SUBMITTED';
  return {
    id: application.id,
    reference: application.reference,
    state: application.state,
    entry: progress.entry,
    scenario: progress.scenario?.scenario,
    flow: progress.scenario?.flowName,
    standalone: application.standalone,
    accountNumber: application.accountNumber ?? undefined,
    peerAccountNumber: isProven ? heard?.accountNumber : undefined,
    linkId: progress.linkId,
    host: progress.determination?.host,
    hostRules: isProven ? [...(progress.determination?.rules ?? [])] : [],
    headquarters: { own: progress.headquarters, peer: heard?.headquarters },
    decisions: decisions(application, profile, heard),
    outcome: outcomeOf(application, profile, heard),
    asks: asked(application, profile, heard),
    supersededBy: progress.supersededBy,
    form: application.isEntry ? application.form : (heard?.form ?? {}),
    createdAt: application.createdAt,
    submittedAt: application.submittedAt,
    version: application.version,
  };
}

function decisions(
  { progress }: Application,
  profile: ProgramProfile,
  heard?: ApplicationRecord,
): Record<string, unknown> {
  return {
    ...(progress.decision ? { [profile.code]: progress.decision } : {}),
    ...(heard?.decision ? { [profile.peer.code]: heard.decision } : {}),
  };
}

/** BOTH_APPROVED, BOTH_DENIED, or `<program>_ONLY`; a standalone application has no outcome for both. */
function outcomeOf(
  { progress, state }: Application,
  profile: ProgramProfile,
  heard?: ApplicationRecord,
): string | undefined {
  if (state !== 'DECIDED' || !progress.decision) return undefined;
  const own = progress.decision.outcome === 'APPROVED';
  const peer = heard?.decision?.outcome === 'APPROVED';
  if (own && peer) return 'BOTH_APPROVED';
  if (own) return `${profile.code}_ONLY`;
  return peer ? `${profile.peer.code}_ONLY` : 'BOTH_DENIED';
}

function asked(
  { progress, state }: Application,
  profile: ProgramProfile,
  heard?: ApplicationRecord,
): Asked[] {
  const asks: Asked[] = [];
  if (state === 'PROOF_NEEDED')
    asks.push({
      kind: 'PROOF',
      program: progress.proofHere || !progress.standing.member ? profile.peer.code : profile.code,
    });
  if (progress.infoRequest)
    asks.push({ kind: 'INFORMATION', program: profile.code, text: progress.infoRequest.text });
  if (heard?.infoRequest && isUnanswered(heard.infoRequest, progress.infoAnswered)) {
    asks.push({ kind: 'INFORMATION', program: profile.peer.code, text: heard.infoRequest.text });
  }
  if (progress.termsDue) asks.push({ kind: 'TERMS', program: profile.code });
  if (heard?.termsDue && !progress.termsSignedAt) asks.push({ kind: 'TERMS', program: profile.peer.code });
  if (progress.linksActiveMembers && progress.linkId && !progress.acknowledgedAt)
    asks.push({ kind: 'ACKNOWLEDGEMENT', program: profile.code });
  return asks;
}
