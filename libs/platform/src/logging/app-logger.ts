import { inspect } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { correlationId } from '../http/correlation';

export interface LogSettings {
  level: string;
  program: string;
  role: string;
}

/** What must never reach a log, wherever an object that is logged carries it. */
const SECRETS = [
  'req.headers.authorization',
  'authorization',
  '*.authorization',
  'password',
  '*.password',
  '*.pepper',
  'signingKey',
  '*.signingKey',
  'signingKeys',
  '*.signingKeys',
];

/** What the framework tells of its own start: a line for every module and route. */
const START_UP = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** JSON lines on standard output, each with the correlation id of the request or job it belongs to. */
export class AppLogger implements LoggerService {
  constructor(readonly pino: Logger) {}

  static create(
    { level, program, role }: LogSettings,
    destination: DestinationStream = pino.destination(1),
  ): AppLogger {
    const options: LoggerOptions = {
      level,
      base: { program, role, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRETS, censor: '[secret]' },
      mixin: () => ({ correlationId: correlationId() }),
    };
    return new AppLogger(pino(options, destination));
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write(START_UP.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  /** Nest passes `(message, stack?, context?)`; an `Error` may come in place of the message. */
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(
    level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ): void {
    const context = rest.findLast((value) => typeof value === 'string' && !value.includes('\n'));
    const detail = rest.find(
      (value) => typeof value === 'object' || (typeof value === 'string' && value.includes('\n')),
    );
    const fields = detail instanceof Error ? { context, err: detail } : { context, detail };
    if (message instanceof Error) this.pino[level]({ ...fields, err: message }, message.message);
    else if (typeof message === 'object') this.pino[level]({ ...fields, ...message });
    else this.pino[level](fields, typeof message === 'string' ? message : inspect(message));
  }
}
