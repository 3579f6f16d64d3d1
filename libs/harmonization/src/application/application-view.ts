import type { ApplicationForm, Draft } from '../domain/application-form';
import type { ApplicationRecord, ProgramDecision, VerificationOutcome } from '../domain/application-record';
import { isUnanswered } from '../domain/application-settlement';
import type { SpokenRule } from '../domain/host-assignment';
import type { ProgramProfile } from '../domain/program-profile';
import type { Application } from './application.entity';

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
  hostRules: SpokenRule[];
  headquarters: { own: VerificationOutcome; peer?: VerificationOutcome };
  /** By the code of the program that has decided. */
  decisions: Record<string, ProgramDecision>;
  outcome?: string;
  asks: Asked[];
  /** Reference of the application of the same carrier that goes on in its place. */
  supersededBy?: string;
  /** Whole once it is submitted; at the other program as far as it was told of it. */
  form: Draft<ApplicationForm>;
  createdAt: Date;
  submittedAt: Date | null;
  version: number;
}

/**
 * What is asked of the carrier next, by which program. PROOF: a one-time code to `POST /v1/applications/{id}/proof`; INFORMATION: a
 * changed form by `PATCH /v1/applications/{id}`; TERMS: `POST /v1/applications/{id}/terms`; ACKNOWLEDGEMENT of
 * `GET /v1/links/{linkId}/differences`: `POST /v1/links/{linkId}/acknowledge`.
 */
export interface Asked {
  kind: 'PROOF' | 'INFORMATION' | 'TERMS' | 'ACKNOWLEDGEMENT';
  program: string;
  text?: string;
}

/** Domain §6: nothing of a membership is shown before control of it is proven, also where the application has ended meanwhile. */
function showsMemberships({ state, progress }: Application): boolean {
  if (state === 'WITHDRAWN') return progress.linkId !== undefined;
  return !['SUBMITTED', 'PROOF_NEEDED', 'EXPIRED'].includes(state);
}

const NOTHING_FIXED: Pick<Application['progress'], 'scenario' | 'determination'> = {};

export function viewOf(
  application: Application,
  profile: ProgramProfile,
  said?: ApplicationRecord,
): ApplicationView {
  const heard = showsMemberships(application) ? said : undefined;
  const { id, reference, state, standalone, createdAt, submittedAt, version, progress } = application;
  const { scenario, determination } = showsMemberships(application) ? progress : NOTHING_FIXED;
  return {
    id,
    reference,
    state,
    entry: progress.entry,
    scenario: scenario?.scenario,
    flow: scenario?.flowName,
    standalone,
    accountNumber: application.accountNumber ?? undefined,
    peerAccountNumber: heard?.accountNumber,
    linkId: progress.linkId,
    host: determination?.host,
    hostRules: [...(determination?.rules ?? [])],
    headquarters: { own: progress.headquarters, peer: heard?.headquarters },
    decisions: decisions(application, profile, heard),
    outcome: outcomeOf(application, profile, heard),
    asks: asked(application, profile, heard),
    supersededBy: progress.survivingReference ?? progress.supersededBy,
    form: formOf(application, heard),
    createdAt,
    submittedAt,
    version,
  };
}

const formOf = ({ isEntry, form }: Application, heard?: ApplicationRecord): Application['form'] =>
  isEntry ? form : (heard?.form ?? {});

function decisions(
  { progress }: Application,
  profile: ProgramProfile,
  heard?: ApplicationRecord,
): Record<string, ProgramDecision> {
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

function asked(application: Application, profile: ProgramProfile, heard?: ApplicationRecord): Asked[] {
  const { progress } = application;
  const toAcknowledge =
    progress.linksActiveMembers && progress.linkId !== undefined && !progress.acknowledgedAt;
  return [
    ...(application.state === 'PROOF_NEEDED'
      ? [{ kind: 'PROOF' as const, program: proofIssuer(application, profile) }]
      : []),
    ...informationAsked(profile.code, progress.infoRequest),
    ...informationAsked(profile.peer.code, unansweredRequest(progress, heard)),
    ...(progress.termsDue ? [{ kind: 'TERMS' as const, program: profile.code }] : []),
    ...(heard?.termsDue && !progress.termsSignedAt
      ? [{ kind: 'TERMS' as const, program: profile.peer.code }]
      : []),
    ...(toAcknowledge ? [{ kind: 'ACKNOWLEDGEMENT' as const, program: profile.code }] : []),
  ];
}

const informationAsked = (program: string, request: { text: string } | undefined): Asked[] =>
  request ? [{ kind: 'INFORMATION', program, text: request.text }] : [];

/** The other program's request, until it has been told the answer. */
const unansweredRequest = ({ infoAnswered }: Application['progress'], heard?: ApplicationRecord) =>
  isUnanswered(heard?.infoRequest, infoAnswered) ? heard?.infoRequest : undefined;

/** The program whose one-time code is missing: this one where a membership here is not proven yet, else the other. */
const proofIssuer = ({ progress }: Application, { code, peer }: ProgramProfile): string =>
  progress.standing.member && !progress.proofHere ? code : peer.code;
