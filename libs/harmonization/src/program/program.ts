import { Inject } from '@nestjs/common';

/** The profile of the program that this service is built for. */
export const PROGRAM = Symbol('PROGRAM');
export const InjectProgram = (): ParameterDecorator => Inject(PROGRAM);
