import { sqlState } from '../database';

/** 08 connection, 57P01–57P03 shutting down or starting up, 57014 statement timeout, 53 out of resources, 55P03 lock timeout. */
const UNAVAILABLE_STATE = /^(08...|57P0[123]|57014|53...|55P03|25P0[34])$/;

/** Deadlocks and serialization failures that outlived every run: the caller may simply come again. */
const CONTENDED = new Set(['40001', '40P01']);

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const NETWORK_CALLS = new Set(['connect', 'read', 'write', 'getaddrinfo']);

/** The PostgreSQL driver gives these no code at all, so their text is all there is to decide by (pg 8, pg-pool 3). */
const DRIVER_MESSAGES = [
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
];

interface Failure {
  code?: unknown;
  message?: unknown;
  syscall?: unknown;
  errors?: unknown[];
  driverError?: unknown;
}

/** The driver's own error, where TypeORM has wrapped it. */
const drivers = (failure: Failure): Failure | undefined => failure.driverError as Failure | undefined;

const isBrokenCall = (failure: Failure, code: string): boolean =>
  NETWORK_CODES.has(code) && NETWORK_CALLS.has(String(failure.syscall ?? drivers(failure)?.syscall));

const isRefusedByServer = (state: string): boolean => UNAVAILABLE_STATE.test(state) || CONTENDED.has(state);

const isDriverMessage = (failure: Failure): boolean =>
  DRIVER_MESSAGES.includes(String(drivers(failure)?.message ?? failure.message));

/** True where the server behind a call is away or overloaded, so that the same call may succeed later. */
export function isUnavailable(error: unknown): boolean {
  const failure = error as Failure | null;
  if (typeof failure !== 'object' || failure === null) return false;
  const code = sqlState(error) ?? '';
  if (isRefusedByServer(code) || isBrokenCall(failure, code)) return true;
  return (failure.errors ?? []).some(isUnavailable) || isDriverMessage(failure);
}
