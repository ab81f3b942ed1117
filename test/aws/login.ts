import { createHash, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Issued } from '../s3-server/issued.ts';
import type { Answered, Asked } from './sts.ts';

/** What the stand-in for the service behind `aws login` knows. */
export interface LoginState {
  readonly issued: Issued;
  /** Of credentials that are given out, in ms. */
  lifetime: number;
  readonly refreshTokens: Set<string>;
}

const clientId = 'arn:aws:signin:::devtools/same-device';

/** Answers as the sign-in service does where a session of `aws login` is renewed; the proof of the key is checked. */
export function answerLogin(state: LoginState, asked: Asked, origin: string): Answered | null {
  if (asked.method !== 'POST' || asked.url !== '/v1/token') return null;
  if (!isProven(String(asked.headers.dpop), `${origin}/v1/token`)) return refused('INSUFFICIENT_PERMISSIONS');
  const said = JSON.parse(asked.body) as Record<string, string>;
  if (said.clientId !== clientId || said.grantType !== 'refresh_token')
    return refused('INSUFFICIENT_PERMISSIONS');
  if (!state.refreshTokens.delete(said.refreshToken ?? '')) return refused('TOKEN_EXPIRED');
  const { expiration: _, ...accessToken } = state.issued.give(state.lifetime);
  const refreshToken = newRefreshToken(state);
  const answer = { accessToken, tokenType: 'aws_sigv4', expiresIn: state.lifetime / 1000, refreshToken };
  return { status: 200, type: 'application/json', body: JSON.stringify(answer) };
}

/** What `aws login` leaves in its cache for a session; `left` is how long its credentials are good for, in ms. */
export async function leaveLogin(
  state: LoginState,
  { folder, session, left }: { folder: string; session: string; left: number },
): Promise<void> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { expiration, ...keys } = state.issued.give(left);
  const token = {
    accessToken: { ...keys, accountId: '481516234200', expiresAt: expiration.toISOString() },
    tokenType: 'aws_sigv4',
    refreshToken: newRefreshToken(state),
    clientId,
    dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(loginFile(folder, session), JSON.stringify(token));
}

/** When the credentials in the cache end, in ms since the epoch. */
export async function loginEnd(folder: string, session: string): Promise<number> {
  const said = JSON.parse(await readFile(loginFile(folder, session), 'utf8'));
  return Date.parse(said.accessToken.expiresAt);
}

function loginFile(folder: string, session: string): string {
  return join(folder, `${createHash('sha256').update(session).digest('hex')}.json`);
}

function newRefreshToken({ refreshTokens }: LoginState): string {
  const token = randomBytes(20).toString('hex');
  refreshTokens.add(token);
  return token;
}

/** Whether a token is signed with the key that it names, for a request to this address. */
function isProven(token: string, address: string): boolean {
  const [head = '', body = '', signature = ''] = token.split('.');
  if (signature === '') return false;
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const { htm, htu } = read(body);
  const key = createPublicKey({ key: read(head).jwk, format: 'jwk' });
  const signed = { key, dsaEncoding: 'ieee-p1363' } as const;
  const fits = verify('sha256', Buffer.from(`${head}.${body}`), signed, Buffer.from(signature, 'base64url'));
  return fits && htm === 'POST' && htu === address;
}

function refused(error: string): Answered {
  const body = JSON.stringify({ __type: 'AccessDeniedException', error, message: error });
  return { status: 403, type: 'application/json', body };
}
