import type { SharedData } from '@harmonization/domain/shared-data';
import { fieldName } from '../form/field-names';
import { inFieldOrder } from '../form/field-order';
import { useSpeech } from '../words/language';
import { Fact, Facts } from './facts';
import { Value } from './value';

/** The shared data of an account, field by field, in the reader's language. */
export function SharedFacts({ shared }: { shared: SharedData }) {
  const { words } = useSpeech();
  const { securityProfile, identifiers, ...rest } = shared;
  return (
    <>
      <Facts>
        {inFieldOrder({ ...rest, ...identifiers }).map(([name, value]) => (
          <Fact key={name} name={fieldName(`/${name}`, words)}>
            <Value value={value} field={name} />
          </Fact>
        ))}
      </Facts>
      <details>
        <summary>
          {words.account.security} ({securityProfile.length})
        </summary>
        <Facts>
          {securityProfile.map(({ criterion, answer }) => (
            <Fact key={criterion} name={criterion}>
              {answer}
            </Fact>
          ))}
        </Facts>
      </details>
    </>
  );
}
