import type { KernelPart } from '../kernel-parts';
import { OpenAccount } from './open-account.use-case';
import { StaffTradeAccountsController } from './staff-trade-accounts.controller';
import { TradeAccount, TradeAccountMember } from './trade-account.entity';
import { TradeAccounts } from './trade-accounts';

/** Companies with several accounts. */
export const TRADE_ACCOUNT_PART: KernelPart = {
  controllers: [StaffTradeAccountsController],
  providers: [OpenAccount, TradeAccounts],
  entities: [TradeAccount, TradeAccountMember],
};
