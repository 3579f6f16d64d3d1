import type { SharedData } from '../domain/shared-data';

const refuse = (): never => {
  throw new Error('The shared data of an account were needed, and have not been read');
};

/** Stands for shared data that are in the row and were not read. Whoever looks into it fails, and with it the transaction. */
export const UNREAD_DATA: SharedData = new Proxy({} as SharedData, {
  get: refuse,
  has: refuse,
  ownKeys: refuse,
});

export const isUnreadData = (data: SharedData | undefined): boolean => data === UNREAD_DATA;
