import { withCorrelationId } from '../http/correlation';
import { AppLogger } from './app-logger';

function collecting(): { logger: AppLogger; lines: () => Record<string, unknown>[] } {
  const written: string[] = [];
  const logger = AppLogger.create(
    { level: 'debug', program: 'one', role: 'all' },
    { write: (line) => void written.push(line) },
  );
  return { logger, lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the log', () => {
  it('writes JSON lines with the correlation id of what they belong to', () => {
    const { logger, lines } = collecting();
    withCorrelationId('c-1', () => logger.log('hello', 'Greeter'));
    logger.warn('later');
    expect(lines()).toEqual([
      expect.objectContaining({
        level: 'info',
        program: 'one',
        msg: 'hello',
        context: 'Greeter',
        correlationId: 'c-1',
      }),
      expect.objectContaining({ level: 'warn', msg: 'later' }),
    ]);
    expect(lines()[1]).not.toHaveProperty('correlationId');
  });

  it('keeps an error with its stack, however the framework passes it', () => {
    const { logger, lines } = collecting();
    logger.error(new Error('broken'));
    logger.error('broken', 'Error: broken\n    at somewhere', 'Context');
    expect(lines()).toEqual([
      expect.objectContaining({
        msg: 'broken',
        err: expect.objectContaining({ stack: expect.stringContaining('broken') }),
      }),
      expect.objectContaining({
        msg: 'broken',
        context: 'Context',
        detail: expect.stringContaining('at somewhere'),
      }),
    ]);
  });

  it('hides secrets', () => {
    const { logger, lines } = collecting();
    logger.pino.info({ authorization: 'Bearer x', config: { signingKey: { d: 'x' } } }, 'seen');
    expect(lines()[0]).toMatchObject({ authorization: '[secret]', config: { signingKey: '[secret]' } });
  });

  it('drops what is below its level', () => {
    const { logger, lines } = collecting();
    logger.verbose('detail');
    expect(lines()).toEqual([]);
  });
});
