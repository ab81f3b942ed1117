import { StoreError } from '#shared/errors.ts';

/**
 * Where a listing goes on that the server says has more. Throws where that is nowhere, or the place again that was
 * asked for: such a listing would go round for ever. `what` is listed, for the message.
 */
export function nextPlace(what: string, asked: string | null, next: string | undefined): string {
  if (next !== undefined && next !== asked) return next;
  throw noNextPlace(what);
}

/** What a listing ends with that is not whole. */
export function noNextPlace(what: string): StoreError {
  const message = `The server says that there is more of ${what}, but not how to get it.`;
  return new StoreError('INVALID', message, { where: what });
}
