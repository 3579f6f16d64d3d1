import type { Bilingual, Language } from '../http/language';
import type { Problem, Violation } from './problem-error';

const inLanguage = (text: Bilingual | string | undefined, language: Language): string | undefined =>
  typeof text === 'object' ? text[language] : text;

const violationIn = ({ pointer, code, expected }: Violation, language: Language): object => ({
  pointer,
  code,
  expected: expected[language],
});

/** The JSON of a problem (RFC 9457) in one language. Facts never hide a standard member. */
export function problemBody(
  problem: Problem,
  context: { language: Language; instance: string; correlationId: string },
): object {
  return {
    ...problem.facts,
    type: `urn:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
    title: problem.title[context.language],
    status: problem.status,
    detail: inLanguage(problem.detail, context.language),
    instance: context.instance,
    code: problem.code,
    correlationId: context.correlationId,
    violations: problem.violations?.map((violation) => violationIn(violation, context.language)),
  };
}
