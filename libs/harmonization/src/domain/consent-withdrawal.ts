import { addDays, isAfter, type IsoDate } from './calendar';

/** The carrier may give its consent again for as long; then the accounts are separated, as the words of the consent say. */
export const WITHDRAWAL_DAYS = 30;

/** The date from which a link ends whose consent was withdrawn. */
export const endsOnAfterWithdrawal = (withdrawnOn: IsoDate): IsoDate => addDays(withdrawnOn, WITHDRAWAL_DAYS);

/** CONS-5: a link whose consent was withdrawn 30 days ago, and not given again, is to end; both accounts live on. */
export const isDueToEnd = (withdrawnOn: IsoDate, today: IsoDate): boolean =>
  !isAfter(endsOnAfterWithdrawal(withdrawnOn), today);
