import { randomBytes } from 'node:crypto';
import type { Issued } from '../s3-server/issued.ts';
import type { Answered, Asked } from './sts.ts';

/** What the stand-in for IAM Identity Center knows. */
export interface SsoState {
  readonly startUrl: string;
  readonly accountId: string;
  readonly roleName: string;
  readonly issued: Issued;
  /** Of credentials that are given out, in ms. */
  lifetime: number;
  /** Of its own tokens, in ms. */
  tokenLifetime: number;
  /** Whether somebody has confirmed the code on the page, or declined it. */
  confirmed: boolean | 'declined';
  /** The page on which a code is confirmed; null is one of its own. */
  page: string | null;
  /** How often it says that it is asked too often. */
  slowDowns: number;
  /** How often it was asked for a token of a code. */
  polls: number;
  /** How many people have begun to sign in. */
  begun: number;
  /** Tokens that it knows. */
  readonly tokens: Set<string>;
  readonly refreshTokens: Set<string>;
}

const client = { clientId: 'client-of-the-test', clientSecret: 'secret-of-the-client' };
const codes = { deviceCode: 'device-of-the-test', userCode: 'WDJB-MJHT' };

/** Answers as the OIDC service and the portal of IAM Identity Center do. */
export function answerSso(state: SsoState, { url, headers, body }: Asked, origin: string): Answered | null {
  const { pathname, searchParams } = new URL(url, origin);
  const said = body.startsWith('{') ? (JSON.parse(body) as Record<string, string>) : {};
  const knows = said.clientId === client.clientId && said.clientSecret === client.clientSecret;
  switch (pathname) {
    case '/client/register':
      return json(200, { ...client, clientSecretExpiresAt: Math.floor(Date.now() / 1000) + 86_400 });
    case '/device_authorization': {
      if (!knows) return failed(401, 'InvalidClientException', 'invalid_client');
      if (said.startUrl !== state.startUrl) return failed(400, 'InvalidRequestException', 'invalid_request');
      state.begun += 1;
      const verificationUri = state.page ?? `${origin}/page`;
      const verificationUriComplete = `${verificationUri}?user_code=${codes.userCode}`;
      return json(200, { ...codes, verificationUri, verificationUriComplete, expiresIn: 600, interval: 1 });
    }
    case '/token':
      return knows ? tokenFor(state, said) : failed(401, 'InvalidClientException', 'invalid_client');
    case '/federation/credentials': {
      if (!state.tokens.has(String(headers['x-amz-sso_bearer_token']))) {
        return failed(401, 'UnauthorizedException', 'Session token not found or invalid');
      }
      const { accountId, roleName } = state;
      const right =
        searchParams.get('account_id') === accountId && searchParams.get('role_name') === roleName;
      if (!right) return failed(403, 'ForbiddenException', 'No access');
      const { expiration, ...keys } = state.issued.give(state.lifetime);
      return json(200, { roleCredentials: { ...keys, expiration: expiration.getTime() } });
    }
    default:
      return null;
  }
}

function tokenFor(state: SsoState, said: Record<string, string>): Answered {
  if (said.grantType === 'refresh_token') {
    const known = state.refreshTokens.delete(said.refreshToken ?? '');
    return known ? newToken(state) : failed(400, 'InvalidGrantException', 'invalid_grant');
  }
  state.polls += 1;
  if (said.deviceCode !== codes.deviceCode) return failed(400, 'InvalidGrantException', 'invalid_grant');
  if (state.slowDowns > 0) {
    state.slowDowns -= 1;
    return failed(400, 'SlowDownException', 'slow_down');
  }
  if (state.confirmed === 'declined') return failed(400, 'AccessDeniedException', 'access_denied');
  return state.confirmed
    ? newToken(state)
    : failed(400, 'AuthorizationPendingException', 'authorization_pending');
}

function newToken(state: SsoState): Answered {
  const accessToken = randomBytes(20).toString('hex');
  const refreshToken = randomBytes(20).toString('hex');
  state.tokens.add(accessToken);
  state.refreshTokens.add(refreshToken);
  const expiresIn = Math.round(state.tokenLifetime / 1000);
  return json(200, { accessToken, refreshToken, expiresIn, tokenType: 'Bearer' });
}

function json(status: number, value: unknown): Answered {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

function failed(status: number, name: string, error: string): Answered {
  return json(status, { __type: name, error, error_description: error, message: error });
}
