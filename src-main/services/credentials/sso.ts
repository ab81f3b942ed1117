import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateTokenCommand,
  type CreateTokenCommandOutput,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { StoreError } from '#shared/errors.ts';
import type { ConnectionHandler } from '../network/request-handler.ts';
import type { Asker } from './finding.ts';
import type { SsoPlace } from './profiles.ts';
import { readToken, type SsoToken, writeToken } from './sso-token.ts';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** In seconds: what the protocol says where the service says nothing, and what it adds when it is asked too often. */
const pauses = { usual: 5, more: 5, least: 1 };

/** In milliseconds: a token is renewed when it has no more than this to live. */
const lead = 5 * 60_000;

/** Shows a code to be confirmed on a page, waits for that, and writes the token where the AWS tools look for it. */
export async function signInBySso(
  place: SsoPlace,
  asker: Asker,
  requestHandler: ConnectionHandler,
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
  const prompt = asker.prompts.ask({
    kind: 'page',
    store: asker.store,
    name: asker.name,
    until: Date.now() + (started.expiresIn ?? 600) * 1000,
    problem: null,
    code: started.userCode ?? '',
    url: pageAddress(started.verificationUriComplete ?? started.verificationUri),
  });
  try {
    const { deviceCode, interval = pauses.usual } = started;
    const request = new CreateTokenCommand({ clientId, clientSecret, deviceCode, grantType: deviceGrant });
    const polled = poll(client, request, interval, prompt.answer);
    // The answer never comes but as a refusal: given up, or too late.
    const token = await Promise.race([polled, prompt.answer.then(() => polled)]);
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

/** Whether somebody is signed in there, by a token that is still good. */
export async function isSignedIn(place: SsoPlace): Promise<boolean> {
  const token = await readToken(place);
  return token !== null && Date.parse(token.expiresAt) > Date.now();
}

/** Gets a new token for one that ends soon, where that may be had without asking anybody. */
export async function refreshToken(place: SsoPlace, requestHandler: ConnectionHandler): Promise<void> {
  const token = await readToken(place);
  if (!token?.refreshToken || !token.clientId || Date.parse(token.expiresAt) - Date.now() > lead) return;
  const { clientId, clientSecret, refreshToken } = token;
  const renewed = await clientOf(place, requestHandler).send(
    new CreateTokenCommand({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' }),
  );
  await writeToken(place, { ...token, ...tokenOf(renewed) });
}

async function poll(
  client: SSOOIDCClient,
  request: CreateTokenCommand,
  seconds: number,
  givenUp: Promise<unknown>,
): Promise<Pick<SsoToken, 'accessToken' | 'expiresAt' | 'refreshToken'>> {
  const stop = new AbortController();
  givenUp.catch(() => stop.abort());
  let pause = Math.max(seconds, pauses.least);
  for (;;) {
    await wait(pause * 1000, undefined, { signal: stop.signal });
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

/** What the service sends is opened in a browser, so it has to be a page. */
function pageAddress(url: string | undefined): string {
  const page = URL.parse(url ?? '');
  if (page && /^https?:$/.test(page.protocol)) return page.href;
  throw new StoreError('SIGN_IN', 'Single sign-on answered without a page to sign in at.');
}
