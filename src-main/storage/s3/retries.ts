type Handler<Args, Result> = (args: Args) => Promise<Result>;

/** Where in a command's stack something is run for each try of the SDK. */
export const insideRetries = { step: 'finalizeRequest', priority: 'low', name: 'beforeRetry' } as const;

/** Has something done before the SDK sends a request again; what it throws ends the request. */
export function beforeEachRetry(
  before: () => Promise<void>,
): <Args, Result>(next: Handler<Args, Result>) => Handler<Args, Result> {
  let isSent = false;
  return (next) => async (args) => {
    if (isSent) await before();
    isSent = true;
    return next(args);
  };
}
