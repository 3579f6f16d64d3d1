import { APP_GUARD } from '@nestjs/core';
import type { KernelPart } from '../kernel-parts';
import { AccountClaimCode } from './account-claim-code.entity';
import { ClaimAccount } from './claim-account.use-cases';
import { ClaimCodes } from './claim-codes';
import { MoveOwnership } from './move-ownership.job';
import { OwnershipRequest } from './ownership-request.entity';
import { OwnershipRequests } from './ownership-requests';
import { OwnershipTransfer } from './ownership-transfer';
import {
  AccountClaimsController,
  AccountOwnershipController,
  OwnershipRequestsController,
} from './ownership.controllers';
import { RequestOwnership } from './request-ownership.use-cases';
import { AcceptInvitation } from './accept-invitation.use-case';
import { AccountInvitation } from './account-invitation.entity';
import { AccountUsers } from './account-users';
import { AccountUsersController } from './account-users.controller';
import { BanLogin } from './ban-login.use-case';
import { ChooseLanguage } from './choose-language.use-case';
import { Invitations } from './invitations';
import { InviteUser } from './invite-user.use-case';
import { KnownLogin } from './known-login.entity';
import { KnownLogins } from './known-logins';
import { ManageUsers } from './manage-users.use-cases';
import { MePeopleController } from './me-people.controller';
import { StaffUsersController } from './staff-users.controller';

/** People: who has signed in, who may act on an account and how they come and go. */
export const PEOPLE_PART: KernelPart = {
  controllers: [
    AccountClaimsController,
    AccountOwnershipController,
    AccountUsersController,
    MePeopleController,
    OwnershipRequestsController,
    StaffUsersController,
  ],
  providers: [
    AcceptInvitation,
    AccountUsers,
    BanLogin,
    ChooseLanguage,
    ClaimAccount,
    ClaimCodes,
    Invitations,
    InviteUser,
    KnownLogins,
    { provide: APP_GUARD, useExisting: KnownLogins },
    ManageUsers,
    MoveOwnership,
    OwnershipRequests,
    OwnershipTransfer,
    RequestOwnership,
  ],
  entities: [AccountClaimCode, AccountInvitation, KnownLogin, OwnershipRequest],
};
