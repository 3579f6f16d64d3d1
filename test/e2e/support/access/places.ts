import { randomUUID } from 'node:crypto';
import type { Attestations } from '@harmonization/domain/application-form';
import type { Session } from '@testing/people/session';
import { upload } from '../play/documents';
import type { Linked } from '../play/flows';
import type { Side } from '../side';
import type { World } from '../world';

/** The things of one linked company that the routes name. */
export interface Places {
  readonly accountNumber: string;
  readonly peerAccountNumber: string;
  readonly attestations: Attestations;
  readonly linkId: string;
  readonly validation: string;
  /** A document that still lies in the application. */
  readonly documentId: string;
  /** What a lookup by number is asked for; its own where the program has none. */
  readonly number: string;
  /** `{id}` of a route, by the word before it in the path. */
  readonly ids: Readonly<Record<string, string>>;
}

const KEPT_DRAFT = `INSERT INTO edit_draft (id, account_number, origin, hold, state, changes, made_by, made_at)
  VALUES ($1, $2, 'HERE', 'REVIEW', 'KEPT', '{}', 'carrier', now())`;

const KEPT_EVIDENCE = `INSERT INTO application_document
  (id, application_id, name, media_type, bytes, sha256, visibility, uploaded_by, uploaded_at)
  SELECT $1, $2, name, media_type, bytes, sha256, visibility, uploaded_by, uploaded_at FROM document WHERE id = $3`;

/** A document of the library, as headquarters publish it. */
async function publish(world: World, side: Side): Promise<string> {
  const { body } = await world
    .headquarters(side)
    .call('POST', '/v1/staff/library?name=guide.pdf&titleEn=Guide&titleFr=Guide', {
      body: Buffer.from('%PDF-1.4\n% guide\n%%EOF\n'),
      headers: { 'content-type': 'application/pdf', 'idempotency-key': randomUUID() },
    });
  return body.id;
}

/** A request for the account that staff have approved and its officers may still object to. */
async function askFor(world: World, side: Side, accountNumber: string, stranger: Session): Promise<string> {
  const reason = 'The officers have left';
  const { id } = await stranger.make('/v1/ownership-requests', { accountNumber, reason });
  const officer = world.officer(side);
  const { items } = await officer.read(`/v1/staff/cases?kind=OWNERSHIP_TRANSFER&subjectId=${id}`);
  await officer.make(`/v1/staff/cases/${items[0].id}/claim`);
  await officer.make(`/v1/staff/cases/${items[0].id}/resolve`, { choice: 'APPROVE', reason });
  return id;
}

/** Everything that a linked company has at its host, of each kind one; `user` is a right that may go. */
export async function placesOf(
  world: World,
  { filed, accountNumbers, linkId, host, client }: Linked,
  { stranger, user }: { stranger: Session; user: string },
): Promise<Places> {
  const officer = filed.carrier.at(host);
  const accountNumber = accountNumbers[host.program];
  const own = `/v1/accounts/${accountNumber}`;
  const draft = randomUUID();
  await host.rows(KEPT_DRAFT, [draft, accountNumber], 'owner');
  const { items: validations } = await officer.read(`${own}/validations`);
  const documents: string = (await upload(officer, accountNumber)).body.id;
  const documentId = randomUUID();
  await host.rows(KEPT_EVIDENCE, [documentId, filed.id, documents], 'owner');
  const ids = {
    documents,
    'edit-drafts': draft,
    applications: filed.id,
    users: user,
    invitations: (await officer.make(`${own}/users`, { email: 'later@company.example', role: 'USER' })).id,
    'ownership-requests': await askFor(world, host, accountNumber, stranger),
    library: await publish(world, host),
  };
  const { attestations } = filed.carrier.form;
  const number = host.program === 'CTPAT' ? (await officer.read(`${own}/svi`)).number : 'ABCDEFGHJK';
  const peerAccountNumber = accountNumbers[client.program];
  const validation = validations[0].id;
  return { accountNumber, peerAccountNumber, attestations, linkId, validation, documentId, number, ids };
}
