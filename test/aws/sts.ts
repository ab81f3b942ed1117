import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Issued, Temporary } from '../s3-server/issued.ts';
import { accessKeyOf, type Credentials, checkSignature } from '../s3-server/signature.ts';

/** A request as the stand-ins look at it. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What the stand-in for the Security Token Service knows. */
export interface StsState {
  readonly region: string;
  /** Long-lived keys that may assume roles. */
  readonly keys: Credentials;
  readonly issued: Issued;
  /** Of credentials that are given out, in ms. */
  lifetime: number;
  /** Of the role; null wants none. */
  externalId: string | null;
  /** The code that fits; null wants none. Each fits once. */
  mfa: { readonly serial: string; code: string } | null;
  /** What a web identity token has to be. */
  webToken: string;
  /** Roles that nobody may assume. */
  readonly closed: Set<string>;
}

/** Answers AssumeRole and AssumeRoleWithWebIdentity as Amazon's Security Token Service does, signatures checked. */
export function answerSts(state: StsState, asked: Asked): Answered {
  const query = new URLSearchParams(asked.body);
  const action = query.get('Action');
  if (action === 'AssumeRoleWithWebIdentity') {
    if (query.get('WebIdentityToken') !== state.webToken) return refused(400, 'InvalidIdentityToken');
    return given('AssumeRoleWithWebIdentity', query.get('RoleArn'), state.issued.give(state.lifetime));
  }
  const refusal = signatureRefusal(state, asked);
  if (refusal) return refused(403, refusal);
  if (action === 'GetCallerIdentity') return identity(state, asked);
  if (action !== 'AssumeRole') return refused(400, 'InvalidAction');
  const role = query.get('RoleArn') ?? '';
  if (state.closed.has(role)) return refused(403, 'AccessDenied');
  if (state.externalId !== null && query.get('ExternalId') !== state.externalId)
    return refused(403, 'AccessDenied');
  if (state.mfa) {
    const fits = query.get('SerialNumber') === state.mfa.serial && query.get('TokenCode') === state.mfa.code;
    if (!fits) {
      return refused(
        403,
        'AccessDenied',
        'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      );
    }
    state.mfa.code = '';
  }
  return given('AssumeRole', role, state.issued.give(state.lifetime));
}

function signatureRefusal(state: StsState, { method, url, headers, body }: Asked): string | null {
  const { region } = state;
  const temporary = state.issued.signedWith(headers, region);
  if (temporary?.refusal) return temporary.refusal.code;
  if (!temporary && accessKeyOf(headers) !== state.keys.accessKeyId) return 'InvalidClientTokenId';
  const bodyHash = createHash('sha256').update(body).digest('hex');
  const credentials = temporary?.credentials ?? { ...state.keys, region };
  return checkSignature(method, url, headers, credentials, { service: 'sts', bodyHash })?.code ?? null;
}

/** Who temporary credentials are for is not kept: it is always the same role. */
function identity({ issued, region }: StsState, { headers }: Asked): Answered {
  const who = issued.signedWith(headers, region) ? 'assumed-role/AgentMemory/session' : 'user/ana';
  const service = who.startsWith('user') ? 'iam' : 'sts';
  const body = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:${service}::481516234200:${who}</Arn><UserId>AIDA</UserId><Account>481516234200</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>`;
  return { status: 200, type: 'text/xml', body };
}

function given(action: string, role: string | null, temporary: Temporary): Answered {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = temporary;
  const body = `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>
<AssumedRoleUser><Arn>${role}/session</Arn><AssumedRoleId>AROA:session</AssumedRoleId></AssumedRoleUser>
<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>
<SessionToken>${sessionToken}</SessionToken><Expiration>${expiration.toISOString()}</Expiration></Credentials>
</${action}Result></${action}Response>`;
  return { status: 200, type: 'text/xml', body };
}

function refused(status: number, code: string, message = `${code} (said by the stand-in).`): Answered {
  const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
<Code>${code}</Code><Message>${message}</Message></Error><RequestId>0</RequestId></ErrorResponse>`;
  return { status, type: 'text/xml', body };
}
