import { randomBytes } from 'node:crypto';
import type { Issued, Temporary } from '../s3-server/issued.ts';
import type { Answered, Asked } from './sts.ts';

/** What the stand-ins for the services of a cloud machine know. */
export interface MachineState {
  readonly issued: Issued;
  /** The role of the machine; null has none. */
  role: string | null;
  /** Whether it answers requests without a token, too, as the first version of the service did. */
  takesNoToken: boolean;
  /** Of credentials that are given out, in ms. */
  lifetime: number;
  readonly tokens: Set<string>;
  /** What a container has to send to be given credentials. */
  containerToken: string;
}

/** Where a container asks for its credentials. */
export const containerPath = '/v1/credentials';

const roles = '/latest/meta-data/iam/security-credentials/';

/** Answers as the metadata service of an EC2 instance does, and as the one that gives containers of ECS and EKS theirs. */
export function answerMachine(state: MachineState, { method, url, headers }: Asked): Answered | null {
  const { pathname } = new URL(url, 'http://machine');
  if (pathname === containerPath) {
    return headers.authorization === state.containerToken
      ? json(credentials(state.issued.give(state.lifetime)))
      : { status: 400, type: 'application/json', body: '{"code":"InvalidToken","message":"Not yours."}' };
  }
  if (pathname === '/latest/api/token') {
    if (method !== 'PUT' || state.takesNoToken) return said(405);
    if (headers['x-aws-ec2-metadata-token-ttl-seconds'] === undefined) return said(400);
    const token = randomBytes(20).toString('base64');
    state.tokens.add(token);
    return said(200, token);
  }
  if (!pathname.startsWith(roles)) return null;
  const token = String(headers['x-aws-ec2-metadata-token']);
  if (!state.takesNoToken && !state.tokens.has(token)) return said(401);
  if (state.role === null) return said(404);
  if (pathname === roles) return said(200, state.role);
  if (pathname !== roles + state.role) return said(404);
  return json({
    Code: 'Success',
    Type: 'AWS-HMAC',
    LastUpdated: new Date().toISOString(),
    ...credentials(state.issued.give(state.lifetime)),
  });
}

function credentials({ accessKeyId, secretAccessKey, sessionToken, expiration }: Temporary) {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: expiration.toISOString(),
  };
}

function json(value: unknown): Answered {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) };
}

function said(status: number, body = ''): Answered {
  return { status, type: 'text/plain', body };
}
