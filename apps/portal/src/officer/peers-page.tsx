import { useApi, useData } from '../api/use-api';
import { programName } from '../carrier/names';
import { DeedForm, type Deed, type DeedField } from '../ui/deed';
import { Fact, Facts } from '../ui/facts';
import { Loading } from '../ui/loading';
import { ProblemPanel } from '../ui/problem-panel';
import { Table } from '../ui/table';
import { Tag } from '../ui/tag';
import { Title } from '../ui/title';
import type { Words } from '../words/en';
import { useSpeech } from '../words/language';
import { useMay } from './may';
import { Proposals, useProposals } from './proposals';
import { SigningKeys, useSigningKeys } from './signing-keys';

interface PeerKey {
  readonly keyId: string;
  readonly state: 'TRUSTED' | 'RETIRED';
  readonly since: string;
}

interface Peer {
  readonly code: string;
  readonly url: string;
  readonly isAsConfigured: boolean;
  readonly status: 'OPEN' | 'CLOSED';
  readonly keysUrl?: string;
  readonly keys: readonly PeerKey[];
}

/** The other program's service and the keys of both: each change is proposed by one person of headquarters and approved by another. */
export function PeersPage() {
  const { words } = useSpeech();
  const isHeadquarters = useMay('HQ');
  const { data, isLoading, error, reload } = useData<{ items: readonly Peer[] }>('/v1/staff/peers', 15_000);
  const keys = useSigningKeys();
  const proposals = useProposals();
  const done = (): void => [reload, keys.reload, proposals.reload].forEach((again) => again());
  if (isLoading) return <Loading />;
  return (
    <>
      <Title>{words.peers.title}</Title>
      <p>{words.peers.lead}</p>
      <ProblemPanel error={error} onRetry={reload} />
      {data?.items.map((peer) => (
        <PeerSection key={peer.code} peer={peer} onDone={done} />
      ))}
      {data && <SigningKeys listed={keys} onDone={done} />}
      {data && isHeadquarters && <Proposals listed={proposals} onDone={done} />}
    </>
  );
}

function PeerSection({ peer, onDone }: { peer: Peer; onDone: () => void }) {
  const { words } = useSpeech();
  const isHeadquarters = useMay('HQ');
  const { peers } = words;
  return (
    <section>
      <h2>{programName(words, peer.code)}</h2>
      <Facts>
        <Fact name={peers.address}>
          {peer.url} {peer.isAsConfigured && <span class="muted">({peers.asConfigured})</span>}
        </Fact>
        <Fact name={words.application.state}>
          <Tag tone={peer.status === 'OPEN' ? 'good' : 'bad'}>{peers.states[peer.status]}</Tag>
        </Fact>
        {peer.keysUrl && <Fact name={peers.keysAt}>{peer.keysUrl}</Fact>}
      </Facts>
      {peer.keys.length > 0 ? <PeerKeys peer={peer} onDone={onDone} /> : <p>{peers.noKeys}</p>}
      {isHeadquarters && <PeerDeeds peer={peer} onDone={onDone} />}
    </section>
  );
}

function PeerKeys({ peer, onDone }: { peer: Peer; onDone: () => void }) {
  const { words, time } = useSpeech();
  const isHeadquarters = useMay('HQ');
  const { peers } = words;
  return (
    <Table
      caption={peers.keysOf(programName(words, peer.code))}
      rows={peer.keys}
      keyOf={({ keyId }) => keyId}
      columns={[
        { name: peers.key, cell: ({ keyId }) => keyId },
        {
          name: words.application.state,
          cell: ({ state }) => (
            <Tag tone={state === 'TRUSTED' ? 'good' : undefined}>{peers.keyStates[state]}</Tag>
          ),
        },
        { name: peers.since, cell: ({ since }) => time(since) },
        ...(isHeadquarters
          ? [
              {
                name: words.case.choices,
                cell: (key: PeerKey) => <Distrusting peer={peer} peerKey={key} onDone={onDone} />,
              },
            ]
          : []),
      ]}
    />
  );
}

interface DistrustingProps {
  readonly peer: Peer;
  readonly peerKey: PeerKey;
  readonly onDone: () => void;
}

function Distrusting({ peer, peerKey: { keyId, state }, onDone }: DistrustingProps) {
  const { words } = useSpeech();
  const api = useApi();
  if (state === 'RETIRED') return null;
  const path = `/v1/staff/peers/${peer.code}/keys/${encodeURIComponent(keyId)}/retire`;
  const retire: Deed = {
    label: words.peers.retire(keyId),
    fields: [reasonField(words)],
    send: (values, key) => api.post(path, values, key),
  };
  return <DeedForm deed={retire} onDone={onDone} />;
}

const reasonField = ({ field }: Words): DeedField => ({ name: 'reason', label: field.reason, type: 'line' });

function PeerDeeds({ peer, onDone }: { peer: Peer; onDone: () => void }) {
  const { words } = useSpeech();
  const api = useApi();
  const { peers } = words;
  const path = `/v1/staff/peers/${peer.code}`;
  const status = peer.status === 'OPEN' ? 'CLOSED' : 'OPEN';
  const deeds: Deed[] = [
    {
      label: peers.proposeAddress,
      hint: peers.addressHint,
      fields: [{ name: 'url', label: peers.newAddress, type: 'line' }, reasonField(words)],
      send: (values, key) => api.post(`${path}/address`, values, key),
    },
    {
      label: status === 'OPEN' ? peers.proposeOpening : peers.proposeClosing,
      hint: status === 'OPEN' ? undefined : peers.closingHint,
      fields: [reasonField(words)],
      send: (values, key) => api.post(`${path}/status`, { ...values, status }, key),
    },
    {
      label: peers.proposeTrust,
      hint: peers.trustHint,
      fields: [
        { name: 'kid', label: peers.key, type: 'line' },
        { name: 'x', label: peers.publicKey, hint: peers.publicKeyHint, type: 'line' },
        reasonField(words),
      ],
      send: ({ kid, x, ...values }, key) =>
        api.post(`${path}/keys`, { ...values, publicKey: { kty: 'OKP', crv: 'Ed25519', kid, x } }, key),
    },
  ];
  return (
    <>
      {deeds.map((deed) => (
        <DeedForm key={deed.label} deed={deed} onDone={onDone} />
      ))}
    </>
  );
}
