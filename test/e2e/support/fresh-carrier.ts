import type { ApplicationForm, SupplementName } from '@harmonization/domain/application-form';
import type { Session } from '@testing/people/session';
import { carriers, formWith, type CarrierDocument } from '../../data/carriers';
import type { People, Role, Service } from './people';
import type { ProgramCode } from './programs';

/** A carrier with its complete application, and its people: the same company officer signs in at both programs. */
export class FreshCarrier {
  readonly document: CarrierDocument;
  private readonly name: string;

  constructor(
    private readonly people: People,
    flow: string,
    seed: string,
  ) {
    this.document = carriers(seed).find((each) => each.flow === flow)!;
    this.name = seed;
  }

  get form(): ApplicationForm {
    return this.document.form;
  }

  /** The application with only these supplements. */
  formWith(...supplements: SupplementName[]): ApplicationForm {
    return formWith(this.form, supplements);
  }

  /** The program that the carrier's headquarters designate. */
  get host(): ProgramCode {
    return this.document.hostCountry === 'US' ? 'CTPAT' : 'PIP';
  }

  get officerEmail(): string {
    return this.form.common.contacts.find(({ isCompanyOfficer }) => isCompanyOfficer)!.email;
  }

  /** The company's officer, signed in at a service. */
  at(service: Service): Session {
    return this.signedIn(service, 'CARRIER_OFFICER', this.name, this.officerEmail);
  }

  /** An officer of the service's program, for what the carrier itself is sent to the host for. */
  officerAt(service: Service): Session {
    return this.people.signIn(service, { name: 'officer', role: 'OFFICER' });
  }

  /** Someone of the company who is no officer. */
  userAt(service: Service): Session {
    return this.signedIn(service, 'CARRIER_USER', `${this.name}-user`, `user@${this.name}.example`);
  }

  private signedIn(service: Service, role: Role, name: string, email: string): Session {
    return this.people.signIn(service, { name, role, email });
  }
}
