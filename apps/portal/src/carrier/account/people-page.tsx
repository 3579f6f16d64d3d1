import { useState } from 'preact/hooks';
import type { ListedAccount } from '../../api/types';
import { useAction, useApi, useData } from '../../api/use-api';
import { useCreation } from '../../api/use-creation';
import { Labelled } from '../../form/labelled';
import { Options } from '../../form/options';
import { Loading } from '../../ui/loading';
import { Notice } from '../../ui/notice';
import { ProblemPanel } from '../../ui/problem-panel';
import { Table } from '../../ui/table';
import { useSpeech } from '../../words/language';
import { AccountFrame } from './account-frame';
import { OwnershipRequests } from './ownership-requests';

interface User {
  readonly id: string;
  readonly login?: string;
  readonly email?: string;
  readonly name?: string;
  readonly role: string;
  readonly since: string;
  readonly hasSignedIn: boolean;
}

interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: string;
  readonly expiresAt: string;
}

interface People {
  readonly items: readonly User[];
  readonly invitations: readonly Invitation[];
}

const ROLES = ['USER', 'OFFICER'] as const;

/** Who may act on the account at this program; company officers invite, change roles and remove. */
export const PeoplePage = ({ number }: { number: string }) => (
  <AccountFrame number={number} section="people">
    {(account) => <PeopleOf account={account} />}
  </AccountFrame>
);

function PeopleOf({ account: { accountNumber } }: { account: ListedAccount }) {
  const { words } = useSpeech();
  const path = `/v1/accounts/${accountNumber}/users`;
  const { data, isLoading, error, reload } = useData<People>(path);
  if (isLoading) return <Loading />;
  return (
    <>
      <p>{words.carrier.people.lead}</p>
      <ProblemPanel error={error} onRetry={reload} />
      {data && (
        <>
          <Users path={path} users={data.items} onDone={reload} />
          <Invitations path={path} invitations={data.invitations} onDone={reload} />
          <Inviting path={path} onDone={reload} />
          <OwnershipRequests number={accountNumber} />
        </>
      )}
    </>
  );
}

const nameOf = ({ name, email, login }: User): string => name ?? email ?? login ?? '';

interface UsersProps {
  readonly path: string;
  readonly users: readonly User[];
  readonly onDone: () => void;
}

function Users({ path, users, onDone }: UsersProps) {
  const { words, time } = useSpeech();
  const { people } = words.carrier;
  return (
    <Table
      isNamedAbove
      caption={words.carrier.sections.people}
      rows={users}
      keyOf={({ id }) => id}
      columns={[
        {
          name: people.name,
          cell: (user) => (
            <>
              {nameOf(user)} {user.name && user.email && <span class="small muted">{user.email}</span>}
              {!user.hasSignedIn && <span class="small muted"> ({people.notYet})</span>}
            </>
          ),
        },
        { name: people.role, cell: ({ role }) => people.roles[role] ?? role },
        { name: people.since, cell: ({ since }) => time(since) },
        { name: people.actions, cell: (user) => <Managing path={path} user={user} onDone={onDone} /> },
      ]}
    />
  );
}

function Managing({ path, user, onDone }: { path: string; user: User; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const { people } = words.carrier;
  const role = user.role === 'OFFICER' ? 'USER' : 'OFFICER';
  const change = useAction(async () => {
    await api.post(`${path}/${user.id}/role`, { role });
    onDone();
  });
  const remove = useAction(async () => {
    await api.send(`${path}/${user.id}`, { method: 'DELETE' });
    onDone();
  });
  const name = nameOf(user);
  return (
    <>
      <ProblemPanel error={change.error ?? remove.error} />
      <span class="actions">
        <button type="button" class="plain" disabled={change.isBusy} onClick={() => void change.run()}>
          {role === 'USER' ? people.makeUser(name) : people.makeOfficer(name)}
        </button>
        <button type="button" class="plain" disabled={remove.isBusy} onClick={() => void remove.run()}>
          {people.remove(name)}
        </button>
      </span>
    </>
  );
}

interface InvitationsProps {
  readonly path: string;
  readonly invitations: readonly Invitation[];
  readonly onDone: () => void;
}

function Invitations({ path, invitations, onDone }: InvitationsProps) {
  const { words, time } = useSpeech();
  const api = useApi();
  const { people } = words.carrier;
  const revoke = useAction(async (id: string) => {
    await api.send(`${path}/invitations/${id}`, { method: 'DELETE' });
    onDone();
  });
  if (invitations.length === 0) return null;
  return (
    <section>
      <h2>{people.invitations}</h2>
      <ProblemPanel error={revoke.error} />
      <ul>
        {invitations.map(({ id, email, role, expiresAt }) => (
          <li key={id}>
            {email}, {people.roles[role] ?? role}. {people.expires} {time(expiresAt)}{' '}
            <button type="button" class="plain" disabled={revoke.isBusy} onClick={() => void revoke.run(id)}>
              {people.revoke(email)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Inviting({ path, onDone }: { path: string; onDone: () => void }) {
  const { words } = useSpeech();
  const { people } = words.carrier;
  const create = useCreation(path);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<string>('USER');
  const [isDone, setDone] = useState(false);
  const invite = useAction(async () => {
    await create({ email, role });
    setEmail('');
    onDone();
  });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setDone(await invite.run());
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h2>{people.invite}</h2>
      {isDone && <Notice kind="success">{people.invited}</Notice>}
      <ProblemPanel error={invite.error} />
      <Labelled
        id="invite-email"
        label={words.apply.email}
        control={(described) => (
          <input
            {...described}
            type="email"
            required
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        )}
      />
      <Labelled
        id="invite-role"
        label={people.role}
        control={(described) => (
          <select {...described} value={role} onChange={(event) => setRole(event.currentTarget.value)}>
            <Options options={ROLES.map((value) => ({ value, label: people.roles[value] ?? value }))} />
          </select>
        )}
      />
      <button disabled={invite.isBusy}>{people.invite}</button>
    </form>
  );
}
