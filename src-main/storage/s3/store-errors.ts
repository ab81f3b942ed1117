import { isStoreError, StoreError } from '#shared/errors.ts';
import { denialOf } from './denial.ts';
import { sdkError, statusOf, Unsettled } from './errors.ts';
import { type Attempt, type Meaning, meaningOf } from './meanings.ts';
import { Sent } from './sending.ts';

/**
 * The StoreError for whatever a request threw. Goes by name, status and errno, and takes nothing of the original
 * along but these, the right region, the proxy on the way, and who was denied what: S3 puts key ids and signatures
 * into its errors. `sent`: what is known of the changes that were sent until then.
 */
export function toStoreError(thrown: unknown, attempt: Attempt, sent = new Sent()): StoreError {
  const isUnsettled = thrown instanceof Unsettled;
  const error = isUnsettled ? thrown.cause : thrown;
  if (isStoreError(error)) return isUnsettled ? unsettled(error, attempt) : error;
  const { message: said } = sdkError(error);
  const { action, where } = attempt;
  const { meaning, cause } = meaningOf(error, attempt);
  const status = statusOf(error);
  // An answer to whatever came last says nothing of a change that was never answered.
  const mayBeDone = isUnsettled || (status === 0 ? sent.isOpen : sent.isUnanswered);
  const hint = mayBeDone ? ' It may have been done all the same.' : '';
  const message = `Could not ${action} ${where}: ${meaning.why(attempt)}${hint}`;
  const denial = status === 403 ? denialOf(said ?? '') : null;
  return new StoreError(meaning.code, message, {
    where,
    cause,
    ...regionOf(meaning),
    ...proxyOf(error),
    ...(mayBeDone ? { mayBeDone } : {}),
    ...(denial === null ? {} : { denial }),
  });
}

/** A conflict that may be with the very change that it was found for. */
function unsettled({ code, data }: StoreError, { action, where }: Attempt): StoreError {
  const message = `Could not ${action} ${where}: it has changed meanwhile, and it could not be found out by whom. It may have been done all the same.`;
  return new StoreError(code, message, { ...data, mayBeDone: true });
}

/** The same without the words about what was being done, for an attempt that did no more than connect. */
export function toConnectionError(error: unknown, host: string): StoreError {
  if (isStoreError(error)) return error;
  const attempt = { action: 'look at', where: host, bucket: '', region: '', endpoint: host } as const;
  const { meaning, cause } = meaningOf(error, attempt);
  const data = { where: host, cause, ...proxyOf(error) };
  return new StoreError(meaning.code, meaning.why(attempt), data);
}

function proxyOf(error: unknown): { proxy?: string } {
  const { proxy } = sdkError(error);
  return proxy === undefined ? {} : { proxy };
}

function regionOf({ region }: Meaning): { region?: string } {
  return region === undefined ? {} : { region };
}
