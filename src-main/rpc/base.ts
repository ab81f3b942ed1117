import { implement, ORPCError } from '@orpc/server';
import type { Host } from '#hosts/host.ts';
import type { Services } from '#services/index.ts';
import { inAction, inThisAction } from '#services/meter/actions.ts';
import { contract } from '#shared/contract/index.ts';
import { isStoreError } from '#shared/errors.ts';

/** What every handler is given. */
export interface RpcContext {
  readonly services: Services;
  readonly host: Host;
}

/** A StoreError as the contract's typed error; anything else is a defect and says no more than that outside. */
export function toRpcError(error: unknown, { services }: RpcContext, path: readonly string[]): unknown {
  const call = path.join('.');
  const { log } = services;
  if (isStoreError(error)) {
    const { code, message, data } = error;
    // A call that was stopped has not failed.
    if (code !== 'CANCELLED') log.warn({ call, code, cause: data.cause, reason: message }, 'A call failed');
    return new ORPCError(code, { message, data });
  }
  if (error instanceof ORPCError) {
    log.warn({ call, code: error.code }, 'A call was refused');
    return error;
  }
  log.error({ call, err: error }, 'A call failed unexpectedly');
  return new ORPCError('INTERNAL', {
    message: 'Something went wrong inside the app. The log says more.',
    data: { cause: error instanceof Error ? error.name : 'unknown' },
  });
}

/** The contract to implement: errors are translated, and requests put to the call's account, in one place. */
export const rpc = implement(contract)
  .$context<RpcContext>()
  .use(async ({ next, context, path }) => {
    try {
      return await inAction(path.join('.'), () => next());
    } catch (error) {
      throw toRpcError(error, context, path);
    }
  });

interface CallPlace {
  context: RpcContext;
  path: readonly string[];
}

/** For a stream, what the middleware does for a call: that sees only the stream's start. */
export function guarded<T>(source: AsyncIterable<T>, place: CallPlace): AsyncGenerator<T, void> {
  return translated(inThisAction(source), place);
}

async function* translated<T>(
  source: AsyncIterable<T>,
  { context, path }: CallPlace,
): AsyncGenerator<T, void> {
  try {
    yield* source;
  } catch (error) {
    throw toRpcError(error, context, path);
  }
}
