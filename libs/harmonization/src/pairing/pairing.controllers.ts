import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { give, IdempotencyKey } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import type { Proposal } from '../arrangement/proposal.entity';
import type { KeyStep } from '../domain/key-rotation';
import { ReasonDto } from '../people/people.dto';
import { ChangePairing, type PeerChange, type PeerView } from './change-pairing.use-cases';
import type { OwnKeyView } from './own-keys';
import { PeerAddressDto, PeerStatusDto, RetireKeyDto, TrustKeyDto } from './pairing.dto';

/** The other program's service: its address, whether it is spoken to, its keys. A change is proposed here and approved by another person. */
@ApiTags('staff: peers')
@Controller('v1/staff/peers')
export class PeersController {
  constructor(private readonly pairing: ChangePairing) {}

  @Get()
  @Roles('HQ', 'AUDITOR')
  async list(): Promise<{ items: PeerView[] }> {
    return { items: [await this.pairing.peer()] };
  }

  @Post(':code/address')
  @Roles('HQ')
  async proposeAddress(
    @CurrentCaller() officer: Caller,
    @IdempotencyKey() key: string,
    @Param('code') code: string,
    @Body() body: PeerAddressDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const change = { what: 'ADDRESS', url: body.url } as const;
    return this.propose({ officer, key, code, path: 'address', body, reply }, change);
  }

  @Post(':code/status')
  @Roles('HQ')
  async proposeStatus(
    @CurrentCaller() officer: Caller,
    @IdempotencyKey() key: string,
    @Param('code') code: string,
    @Body() body: PeerStatusDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const change = { what: 'STATUS', isOpen: body.status === 'OPEN' } as const;
    return this.propose({ officer, key, code, path: 'status', body, reply }, change);
  }

  @Post(':code/keys')
  @Roles('HQ')
  async proposeKey(
    @CurrentCaller() officer: Caller,
    @IdempotencyKey() key: string,
    @Param('code') code: string,
    @Body() body: TrustKeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const change = { what: 'TRUST_KEY', publicKey: body.publicKey } as const;
    return this.propose({ officer, key, code, path: 'keys', body, reply }, change);
  }

  @Post(':code/keys/:keyId/retire')
  @Roles('HQ')
  async proposeRetirement(
    @CurrentCaller() officer: Caller,
    @IdempotencyKey() key: string,
    @Param('code') code: string,
    @Param('keyId') keyId: string,
    @Body() body: ReasonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const path = `keys/${keyId}/retire`;
    return this.propose({ officer, key, code, path, body, reply }, { what: 'RETIRE_KEY', keyId });
  }

  private async propose(
    { officer, key, code, path, body, reply }: AskedOfPeer,
    change: PeerChange,
  ): Promise<Proposal> {
    const request = { caller: officer.subject, route: `POST /v1/staff/peers/${code}/${path}`, key, body };
    const proposed = { ...change, code, reason: body.reason };
    return give(reply, await this.pairing.proposeForPeer(officer, proposed, request));
  }
}

interface AskedOfPeer {
  readonly officer: Caller;
  readonly key: string;
  readonly code: string;
  readonly path: string;
  readonly body: ReasonDto;
  readonly reply: FastifyReply;
}

interface AskedOfKey {
  readonly officer: Caller;
  readonly key: string;
  readonly keyId: string;
  readonly body: ReasonDto;
  readonly reply: FastifyReply;
}

/** The own keys: announced before they sign, published a while after. Private keys are never here. */
@ApiTags('staff: peers')
@Controller('v1/staff/signing-keys')
export class SigningKeysController {
  constructor(private readonly pairing: ChangePairing) {}

  @Get()
  @Roles('HQ', 'AUDITOR')
  async list(): Promise<{ items: OwnKeyView[] }> {
    return { items: await this.pairing.signingKeys() };
  }

  @Post(':keyId/announce')
  @Roles('HQ')
  async announce(
    @CurrentCaller() officer: Caller,
    @IdempotencyKey() key: string,
    @Param('keyId') keyId: string,
    @Body() body: ReasonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    return this.propose({ officer, key, keyId, body, reply }, 'ANNOUNCE');
  }

  @Post(':keyId/activate')
  @Roles('HQ')
  async activate(
    @CurrentCaller() officer: Caller,
    @IdempotencyKey() key: string,
    @Param('keyId') keyId: string,
    @Body() body: ReasonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    return this.propose({ officer, key, keyId, body, reply }, 'ACTIVATE');
  }

  @Post(':keyId/retire')
  @Roles('HQ')
  async retire(
    @CurrentCaller() officer: Caller,
    @IdempotencyKey() key: string,
    @Param('keyId') keyId: string,
    @Body() body: RetireKeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    return this.propose({ officer, key, keyId, body, reply }, 'RETIRE', body.compromised);
  }

  private async propose(
    { officer, key, keyId, body, reply }: AskedOfKey,
    step: KeyStep,
    isCompromised = false,
  ): Promise<Proposal> {
    const route = `POST /v1/staff/signing-keys/${keyId}/${step.toLowerCase()}`;
    const request = { caller: officer.subject, route, key, body };
    const proposed = { keyId, step, isCompromised, reason: body.reason };
    return give(reply, await this.pairing.proposeForKey(officer, proposed, request));
  }
}
