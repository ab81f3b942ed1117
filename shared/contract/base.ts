import { oc } from '@orpc/contract';
import { type ErrorCode, errorCodes, errorDataSchema } from '../errors.ts';

type ErrorMap = Record<ErrorCode, { data: typeof errorDataSchema }>;

/** Every call can fail with every code of `errors.ts`, each with the same data. */
const errors = Object.fromEntries(errorCodes.map((code) => [code, { data: errorDataSchema }])) as ErrorMap;

export const base = oc.errors(errors);
