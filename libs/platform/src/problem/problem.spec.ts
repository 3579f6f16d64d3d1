import { BadRequestException, ForbiddenException, ImATeapotException } from '@nestjs/common';
import { plainToInstance, Type } from 'class-transformer';
import { IsIn, IsString, Length, Matches, validateSync, ValidateNested } from 'class-validator';
import { problemBody } from './problem-body';
import { ProblemError } from './problem-error';
import { problemOf } from './problem-of';
import { expects, violationsOf } from './violations';

const codeOf = (error: unknown): [number, string] => {
  const { status, code } = problemOf(error).problem;
  return [status, code];
};

describe('an error', () => {
  it.each([
    ['of the framework', new BadRequestException('x'), 400, 'REQUEST_MALFORMED'],
    ['that forbids', new ForbiddenException(), 403, 'NOT_ALLOWED'],
    ['of a status we never chose', new ImATeapotException(), 400, 'REQUEST_MALFORMED'],
    [
      'of a connection refused',
      Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' }),
      503,
      'SERVICE_UNAVAILABLE',
    ],
    [
      'of both addresses refused',
      Object.assign(
        new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' })]),
      ),
      503,
      'SERVICE_UNAVAILABLE',
    ],
    ['of a server that shuts down', { driverError: { code: '57P01' } }, 503, 'SERVICE_UNAVAILABLE'],
    ['of a deadlock that outlived every run', { code: '40P01' }, 503, 'SERVICE_UNAVAILABLE'],
    ['of a value that does not fit', { code: '22003' }, 422, 'VALUE_NOT_ACCEPTED'],
    ['of a race on a constraint', { code: '23505' }, 409, 'CONFLICT'],
    [
      'of a file that is missing',
      Object.assign(new Error(), { code: 'ENOENT', syscall: 'open' }),
      500,
      'INTERNAL_ERROR',
    ],
    ['that nobody foresaw', new TypeError('x'), 500, 'INTERNAL_ERROR'],
    ['that is not even an error', undefined, 500, 'INTERNAL_ERROR'],
  ])('%s becomes one problem', (_, error, status, code) => expect(codeOf(error)).toEqual([status, code]));

  it('that the app knows becomes the app’s own problem, before any other reading', () => {
    const own = new ProblemError({ code: 'TAKEN', status: 409, title: { en: 'Taken', fr: 'Pris' } });
    expect(problemOf({ code: '23505' }, () => own)).toBe(own);
  });
});

describe('a problem on the wire', () => {
  it('speaks the language of the reader, and its facts hide no standard member', () => {
    const body = problemBody(
      {
        code: 'KEPT_ELSEWHERE',
        status: 409,
        title: { en: 'Elsewhere', fr: 'Ailleurs' },
        facts: { keeper: 'X', status: 'hidden' },
        violations: [{ pointer: '/a', code: 'A', expected: { en: 'an a', fr: 'un a' } }],
      },
      { language: 'fr', instance: '/v1/x', correlationId: 'c' },
    );
    expect(JSON.parse(JSON.stringify(body))).toEqual({
      type: 'urn:problem:kept-elsewhere',
      title: 'Ailleurs',
      status: 409,
      instance: '/v1/x',
      code: 'KEPT_ELSEWHERE',
      correlationId: 'c',
      keeper: 'X',
      violations: [{ pointer: '/a', code: 'A', expected: 'un a' }],
    });
  });
});

class Inner {
  @Length(2, 4)
  name: string;
}

class Outer {
  @Matches(/^[A-Z]{2,4}$/, {
    context: expects('PLATE_FORM', { en: 'two to four capital letters', fr: 'de deux à quatre majuscules' }),
  })
  @IsString()
  plate: string;

  @IsIn(['A', 'B'])
  kind: string;

  @ValidateNested({ each: true })
  @Type(() => Inner)
  inner: Inner[];
}

describe('the violations of a form', () => {
  const of = (form: object) =>
    violationsOf(validateSync(plainToInstance(Outer, form), { whitelist: true, forbidNonWhitelisted: true }));

  it('name each wrong field once, in the words of the check that knows most', () => {
    expect(of({ plate: 'abc', kind: 'C', inner: [{ name: 'ok' }, { name: 'x', more: 1 }] })).toEqual([
      {
        pointer: '/plate',
        code: 'PLATE_FORM',
        expected: { en: 'two to four capital letters', fr: 'de deux à quatre majuscules' },
      },
      { pointer: '/kind', code: 'IS_IN', expected: { en: 'one of A, B', fr: 'l’une des valeurs A, B' } },
      {
        pointer: '/inner/1/more',
        code: 'UNKNOWN_FIELD',
        expected: { en: 'no such field', fr: 'aucun champ de ce nom' },
      },
      {
        pointer: '/inner/1/name',
        code: 'IS_LENGTH',
        expected: { en: '2 to 4 characters', fr: 'de 2 à 4 caractères' },
      },
    ]);
  });

  it('say of an absent field that it is required, and still what it should be', () => {
    expect(of({ kind: 'A', inner: [] })).toEqual([
      {
        pointer: '/plate',
        code: 'REQUIRED',
        expected: { en: 'two to four capital letters', fr: 'de deux à quatre majuscules' },
      },
    ]);
  });

  it('find a list where objects were wanted', () => {
    expect(of({ plate: 'AB', kind: 'A', inner: ['text'] })).toEqual([
      expect.objectContaining({ pointer: '/inner/0' }),
    ]);
  });
});
