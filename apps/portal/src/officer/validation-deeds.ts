import { DECLINE_REASONS } from '@harmonization/domain/validation';
import type { ApiClient } from '../api/client';
import type { Validation } from '../api/validation';
import type { Deed } from '../ui/deed';
import type { Words } from '../words/en';

interface Context {
  readonly api: ApiClient;
  readonly words: Words;
  readonly isHeadquarters: boolean;
}

type Make = (path: string, context: Context) => Deed;

const notice: Make = (path, { api, words: { validation } }) => ({
  label: validation.notice,
  hint: validation.noticeHint,
  isNext: true,
  fields: [
    { name: 'visitOn', label: validation.facts.visitOn, type: 'date' },
    { name: 'visitEndsOn', label: validation.facts.visitEndsOn, type: 'date' },
  ],
  send: (values) => api.post(`${path}/notice`, values),
});

const start: Make = (path, { api, words: { validation } }) => ({
  label: validation.start,
  send: () => api.post(`${path}/start`),
});

const report: Make = (path, { api, words: { check, validation } }) => {
  const { facts, actionsHint } = validation;
  return {
    label: validation.report,
    isNext: true,
    fields: [
      { name: 'summary', label: facts.summary, type: 'text' },
      { name: 'findings', label: facts.findings, hint: check.findingsHint, type: 'lines', optional: true },
      {
        name: 'requiredActions',
        label: facts.requiredActions,
        hint: actionsHint,
        type: 'lines',
        optional: true,
      },
      { name: 'responseDueOn', label: facts.responseDueOn, type: 'date', optional: true },
    ],
    send: ({ findings, ...values }) => {
      const found = findings ? { findings: (findings as string[]).map(findingOf) } : {};
      return api.post(`${path}/report`, { ...values, ...found });
    },
  };
};

/** `4.2: the gate was open` names a criterion; any other line is a finding on the whole. */
function findingOf(line: string): { criterion?: string; text: string } {
  const [, criterion, text] = /^(\d{1,2}\.\d{1,2})\s*:\s*(.+)$/.exec(line.trim()) ?? [];
  return criterion && text ? { criterion, text } : { text: line.trim() };
}

const answer =
  (accepted: boolean): Make =>
  (path, { api, words: { validation } }) => ({
    label: accepted ? validation.accept : validation.askAgain,
    isNext: accepted,
    fields: [
      { name: 'text', label: validation.answer, type: 'text' },
      ...(accepted
        ? []
        : [
            {
              name: 'responseDueOn',
              label: validation.facts.responseDueOn,
              type: 'date',
              optional: true,
            } as const,
          ]),
    ],
    send: (values) => api.post(`${path}/answer`, { accepted, ...values }),
  });

const conclude =
  (outcome: 'PASSED' | 'FAILED'): Make =>
  (path, { api, words: { validation } }) => ({
    label: outcome === 'PASSED' ? validation.pass : validation.fail,
    send: () => api.post(`${path}/outcome`, { outcome }),
  });

const cancel: Make = (path, { api, words: { check, field } }) => ({
  label: check.cancel,
  fields: [{ name: 'reason', label: field.reason, type: 'text' }],
  send: (values) => api.post(`${path}/cancel`, values),
});

const recognize: Make = (path, { api, words: { validation } }) => ({
  label: validation.recognize,
  hint: validation.recognizeLead,
  send: () => api.post(`${path}/recognition`, { outcome: 'RECOGNIZED' }),
});

const decline: Make = (path, { api, words: { validation, field } }) => {
  const names: Readonly<Record<string, string>> = validation.declineReasons;
  const options = DECLINE_REASONS.map((code) => ({ value: code, label: names[code] ?? code }));
  return {
    label: validation.decline,
    fields: [{ name: 'reasonCode', label: field.reason, type: 'choice', options }],
    send: (values) => api.post(`${path}/recognition`, { outcome: 'DECLINED', ...values }),
  };
};

const ask: Make = (path, { api, words: { check } }) => ({
  label: check.askResponse,
  hint: check.askResponseHint,
  fields: [{ name: 'text', label: check.question, type: 'text' }],
  send: (values) => api.post(`${path}/response-request`, values),
});

const [pass, fail] = [conclude('PASSED'), conclude('FAILED')];

const HERE: Readonly<Record<string, readonly Make[]>> = {
  PLANNED: [notice, cancel],
  NOTICE_SENT: [start, cancel],
  IN_PROGRESS: [report, cancel],
  REPORT_ISSUED: [pass, fail],
  AWAITING_RESPONSE: [fail],
  RESPONSE_REVIEW: [answer(true), answer(false), pass, fail],
};

/** What an officer can do about a validation now: its steps where it is done here, the recognition where it is not. */
export function deedsOf(row: Validation, context: Context): Deed[] {
  const path = `/v1/staff/validations/${row.id}`;
  const makes = row.performedHere ? (HERE[row.state] ?? []) : clientsOf(row, context.isHeadquarters);
  return makes.map((make) => make(path, context));
}

function clientsOf({ state, recognition, clientResponse }: Validation, isHeadquarters: boolean): Make[] {
  if (state !== 'PASSED' && state !== 'REPORT_ISSUED') return [];
  const isPassed = state === 'PASSED';
  return [
    ...(isPassed && recognition?.outcome !== 'RECOGNIZED' ? [recognize] : []),
    ...(isPassed && !recognition && isHeadquarters ? [decline] : []),
    ...(clientResponse ? [] : [ask]),
  ];
}
