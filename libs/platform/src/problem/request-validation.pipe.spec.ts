import { IsObject, IsString } from 'class-validator';
import { Document } from './document';
import type { ProblemError } from './problem-error';
import { RequestValidationPipe } from './request-validation.pipe';

class LetterDto {
  @IsString()
  to: string;

  @Document()
  @IsObject()
  text: object;
}

const taken = (body: unknown): Promise<unknown> =>
  new RequestValidationPipe().transform(body, { type: 'body', metatype: LetterDto });

const pointersOf = async (body: unknown): Promise<unknown> => {
  const error = (await taken(body).then(
    () => undefined,
    (refusal: unknown) => refusal,
  )) as ProblemError;
  return error.problem.violations?.map(({ pointer }) => pointer);
};

describe('a field that holds a document', () => {
  it('reaches the use case as it came, in an instance of the DTO', async () => {
    const text = { deep: [{ er: null }], unknown: 'fields stay' };
    const dto = (await taken({ to: 'you', text })) as LetterDto;

    expect(dto).toBeInstanceOf(LetterDto);
    expect(dto).toEqual({ to: 'you', text });
    expect(dto.text).toBe(text);
  });

  it.each([
    [{ to: 'you' }, ['/text']],
    [{ to: 'you', text: [] }, ['/text']],
    [{ to: 'you', text: 'none' }, ['/text']],
    [{ to: 1, text: {} }, ['/to']],
    [{ to: 'you', text: {}, more: 1 }, ['/more']],
  ])('is refused like any other where it is no object: %j', async (body, pointers) => {
    expect(await pointersOf(body)).toEqual(pointers);
  });
});
