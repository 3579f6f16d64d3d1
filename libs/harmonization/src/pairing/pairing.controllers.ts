import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Roles } from '@platform/auth/access';
import { CurrentCaller, type Caller } from '@platform/auth/caller';
import { give, IdempotentCall, type IdempotentRequest } from '@platform/idempotency/idempotent-request';
import type { FastifyReply } from 'fastify';
import type { Proposal } from '../arrangement/proposal.entity';
import { ReasonDto } from '../people/people.dto';
import { ChangePairing, type PeerView } from './change-pairing.use-cases';
import type { OwnKeyView } from './own-keys';
import { PeerAddressDto, PeerStatusDto, RetireKeyDto, TrustKeyDto } from './pairing.dto';

/** The other program's service: its address, whether it is spoken to, its keys. A change is proposed here and approved by another person. */
@ApiTags('staff: peers')
@Controller('v1/staff/peers')
export class PeersController {
  constructor(private readonly pairing: ChangePairing) {}

  /** The other program: its address, its keys, and whether the pairing is open. */
  @Get()
  @Roles('HQ', 'AUDITOR')
  async list(): Promise<{ items: PeerView[] }> {
    return { items: [await this.pairing.peer()] };
  }

  /**
   * Proposes another address of the other program; a second person approves it.
   * @sends Location
   */
  @Post(':code/address')
  @Roles('HQ')
  async proposeAddress(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('code') code: string,
    @Body() body: PeerAddressDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const change = { what: 'ADDRESS', url: body.url, code, reason: body.reason } as const;
    return give(reply, await this.pairing.proposeForPeer(officer, change, request));
  }

  /**
   * Proposes to open the pairing or to close it; a second person approves it.
   * @sends Location
   */
  @Post(':code/status')
  @Roles('HQ')
  async proposeStatus(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('code') code: string,
    @Body() body: PeerStatusDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const isOpen = body.status === 'OPEN';
    const change = { what: 'STATUS', isOpen, code, reason: body.reason } as const;
    return give(reply, await this.pairing.proposeForPeer(officer, change, request));
  }

  /**
   * Proposes to trust a further public key of the other program; a second person approves it.
   * @sends Location
   */
  @Post(':code/keys')
  @Roles('HQ')
  async proposeKey(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('code') code: string,
    @Body() body: TrustKeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const change = { what: 'TRUST_KEY', publicKey: body.publicKey, code, reason: body.reason } as const;
    return give(reply, await this.pairing.proposeForPeer(officer, change, request));
  }

  /**
   * Proposes to trust a key of the other program no longer; a second person approves it.
   * @sends Location
   */
  @Post(':code/keys/:keyId/retire')
  @Roles('HQ')
  async proposeRetirement(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('code') code: string,
    @Param('keyId') keyId: string,
    @Body() body: ReasonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const change = { what: 'RETIRE_KEY', keyId, code, reason: body.reason } as const;
    return give(reply, await this.pairing.proposeForPeer(officer, change, request));
  }
}

/** The own keys: announced before they sign, published a while after. Private keys are never here. */
@ApiTags('staff: peers')
@Controller('v1/staff/signing-keys')
export class SigningKeysController {
  constructor(private readonly pairing: ChangePairing) {}

  /** This service's own signing keys, and which of them signs. */
  @Get()
  @Roles('HQ', 'AUDITOR')
  async list(): Promise<{ items: OwnKeyView[] }> {
    return { items: await this.pairing.signingKeys() };
  }

  /**
   * Proposes to publish a configured key, before it signs; a second person approves it.
   * @sends Location
   */
  @Post(':keyId/announce')
  @Roles('HQ')
  async announce(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('keyId') keyId: string,
    @Body() body: ReasonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const proposed = { keyId, step: 'ANNOUNCE', isCompromised: false, reason: body.reason } as const;
    return give(reply, await this.pairing.proposeForKey(officer, proposed, request));
  }

  /**
   * Proposes that a published key signs from now on; a second person approves it.
   * @sends Location
   */
  @Post(':keyId/activate')
  @Roles('HQ')
  async activate(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('keyId') keyId: string,
    @Body() body: ReasonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const proposed = { keyId, step: 'ACTIVATE', isCompromised: false, reason: body.reason } as const;
    return give(reply, await this.pairing.proposeForKey(officer, proposed, request));
  }

  /**
   * Proposes to withdraw a key, at once where it is compromised; a second person approves it.
   * @sends Location
   */
  @Post(':keyId/retire')
  @Roles('HQ')
  async retire(
    @CurrentCaller() officer: Caller,
    @IdempotentCall() request: IdempotentRequest,
    @Param('keyId') keyId: string,
    @Body() body: RetireKeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Proposal> {
    const proposed = {
      keyId,
      step: 'RETIRE',
      isCompromised: body.compromised ?? false,
      reason: body.reason,
    } as const;
    return give(reply, await this.pairing.proposeForKey(officer, proposed, request));
  }
}
