import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateTokenCommand,
  type CreateTokenCommandOutput,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { StoreError } from '#shared/errors.ts';
import { isSignInPage } from '#shared/model/sign-in.ts';
import type { ConnectionHandler } from '../network/request-handler.ts';
import type { Asking } from './asking.ts';
import type { SsoPlace } from './sso-place.ts';
import { endOf, readToken, type SsoToken, tokensFor, writeToken } from './sso-tokens.ts';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** In seconds: what the protocol says where the service says nothing, and what it adds when it is asked too often. */
const pauses = { usual: 5, more: 5, least: 1 };

/** In milliseconds: a token is renewed when it has no more than this to live. */
const lead = 5 * 60_000;

/**
 * Shows a code to be confirmed on a page, waits for that, and writes the token where the AWS tools look for it. Is done,
 * too, as soon as somebody has signed in elsewhere (`isSignedIn`): in a terminal, say.
 */
export async function signInBySso(
  place: SsoPlace,
  asking: Asking,
  requestHandler: ConnectionHandler,
  isSignedIn: () => Promise<boolean>,
): Promise<void> {
  const client = clientOf(place, requestHandler);
  const { clientId, clientSecret, clientSecretExpiresAt } = await client.send(
    new RegisterClientCommand({
      clientName: 'AgentFlow Sessions',
      clientType: 'public',
      scopes: ['sso:account:access'],
      grantTypes: [deviceGrant, 'refresh_token'],
    }),
  );
  const started = await client.send(
    new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: place.startUrl }),
  );
  const prompt = asking.ask({
    kind: 'page',
    until: Date.now() + (started.expiresIn ?? 600) * 1000,
    problem: null,
    code: started.userCode ?? '',
    url: pageAddress(started.verificationUriComplete ?? started.verificationUri),
  });
  try {
    const { deviceCode, interval = pauses.usual } = started;
    const request = new CreateTokenCommand({ clientId, clientSecret, deviceCode, grantType: deviceGrant });
    const polled = poll(client, request, { seconds: interval, givenUp: prompt.answer, isSignedIn });
    // The answer never comes but as a refusal: given up, or too late.
    const token = await Promise.race([polled, prompt.answer.then(() => polled)]);
    if (!token) return;
    await writeToken(place, {
      ...token,
      startUrl: place.startUrl,
      region: place.region,
      clientId,
      clientSecret,
      registrationExpiresAt: new Date((clientSecretExpiresAt ?? 0) * 1000).toISOString(),
    });
  } finally {
    prompt.close();
  }
}

/**
 * Whether there is a good token for a place that is not among the refused ones. One that was got for another profile
 * serves, and one that ends soon is renewed where that may be done without asking anybody.
 */
export async function renewToken(
  place: SsoPlace,
  requestHandler: ConnectionHandler,
  refused: ReadonlySet<string>,
): Promise<boolean> {
  const isTaken = (token: SsoToken) => !refused.has(token.accessToken);
  const own = await readToken(place);
  if (own && isTaken(own) && endOf(own) - Date.now() > lead) return true;
  const all = (await tokensFor(place)).concat(own ?? []).filter(isTaken);
  const [longest] = all;
  if (!longest) return false;
  let best = longest;
  if (endOf(best) - Date.now() <= lead) {
    // Where it cannot be renewed, it may still be good.
    best = (await renewed(all, place, requestHandler).catch(() => null)) ?? best;
  }
  if (endOf(best) <= Date.now()) return false;
  if (best.accessToken !== own?.accessToken) await writeToken(place, best);
  return true;
}

/** Gets a new token for the first of these that can be renewed. */
async function renewed(
  tokens: readonly SsoToken[],
  place: SsoPlace,
  requestHandler: ConnectionHandler,
): Promise<SsoToken | null> {
  const before = tokens.find((token) => token.refreshToken && token.clientId);
  if (!before) return null;
  const { clientId, clientSecret, refreshToken } = before;
  const answer = await clientOf(place, requestHandler).send(
    new CreateTokenCommand({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' }),
  );
  const token = { ...before, ...tokenOf(answer) };
  await writeToken(place, token, before);
  return token;
}

interface Polling {
  /** Between two questions, to begin with. */
  readonly seconds: number;
  readonly givenUp: Promise<unknown>;
  readonly isSignedIn: () => Promise<boolean>;
}

/** Null where somebody has signed in elsewhere meanwhile. */
async function poll(
  client: SSOOIDCClient,
  request: CreateTokenCommand,
  { seconds, givenUp, isSignedIn }: Polling,
): Promise<Pick<SsoToken, 'accessToken' | 'expiresAt' | 'refreshToken'> | null> {
  const stop = new AbortController();
  givenUp.catch(() => stop.abort());
  let pause = Math.max(seconds, pauses.least);
  for (;;) {
    await wait(pause * 1000, undefined, { signal: stop.signal });
    if (await isSignedIn()) return null;
    try {
      return tokenOf(await client.send(request, { abortSignal: stop.signal }));
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === 'SlowDownException') pause += pauses.more;
      else if (name !== 'AuthorizationPendingException') throw declined(name) ?? error;
    }
  }
}

function declined(name: string): StoreError | null {
  const why: Record<string, string> = {
    ExpiredTokenException: 'The code was not confirmed in time. Sign in again for a new one.',
    AccessDeniedException: 'The sign-in was declined on the page.',
  };
  const message = why[name];
  return message === undefined ? null : new StoreError('SIGN_IN', message, { cause: name });
}

function tokenOf(answer: CreateTokenCommandOutput) {
  const { accessToken, expiresIn = 0, refreshToken } = answer;
  if (accessToken === undefined) throw new StoreError('SIGN_IN', 'Single sign-on answered without a token.');
  const expiresAt = new Date(Date.now() + expiresIn * 1000).toISOString();
  return { accessToken, expiresAt, ...(refreshToken === undefined ? {} : { refreshToken }) };
}

function clientOf({ region }: SsoPlace, requestHandler: ConnectionHandler): SSOOIDCClient {
  // None of these calls is signed, so nothing needs to be found for them.
  const credentials = { accessKeyId: '', secretAccessKey: '' };
  return new SSOOIDCClient({ region, credentials, requestHandler });
}

/** What the service sends is opened in a browser. */
function pageAddress(url: string | undefined): string {
  const page = URL.parse(url ?? '')?.href ?? '';
  if (isSignInPage(page)) return page;
  throw new StoreError('SIGN_IN', 'Single sign-on answered without a safe page to sign in at.');
}
