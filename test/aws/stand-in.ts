import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Issued } from '../s3-server/issued.ts';
import type { Credentials } from '../s3-server/signature.ts';
import { answerLogin, type LoginState } from './login.ts';
import { answerMachine, containerPath, type MachineState } from './machine.ts';
import { answerSso, type SsoState } from './sso.ts';
import { type Asked, answerSts, type StsState } from './sts.ts';

/** Amazon's services that give out credentials, in this process, on loopback, speaking their protocols. */
export interface AwsStandIn {
  readonly origin: string;
  readonly sts: StsState;
  readonly sso: SsoState;
  readonly login: LoginState;
  readonly machine: MachineState;
  /** To be handed to an S3 test server, which then takes what is given out here. */
  readonly issued: Issued;
  /** The SDK's own variables, by which it finds the services here. */
  readonly variables: Readonly<Record<string, string>>;
  /** Those that are set in a machine of the cloud, or in a container (which also needs to know a token). */
  readonly inMachine: Readonly<Record<string, string | undefined>>;
  readonly inContainer: Readonly<Record<string, string>>;
  /** Whether connections to it break off, as if the network were gone. */
  isGone: boolean;
  /** What was asked for, by action or path. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** Starts them; close them when done. */
export async function startAwsStandIn(keys: Credentials): Promise<AwsStandIn> {
  const issued = new Issued();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    if (standIn.isGone) {
      request.socket.destroy();
      return;
    }
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const seen: Asked = { method, url, headers, body };
      asked.push(new URLSearchParams(body).get('Action') ?? new URL(url, origin).pathname);
      const { status, ...answer } =
        answerMachine(machine, seen) ??
        answerLogin(login, seen, origin) ??
        answerSso(sso, seen, origin) ??
        answerSts(sts, seen);
      response.writeHead(status, {
        'content-type': answer.type,
        'x-amzn-errortype': status === 200 ? '' : ((/"__type":"(\w+)"/.exec(answer.body) ?? [])[1] ?? ''),
      });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hour = 3_600_000;
  const sts: StsState = {
    region: 'us-east-1',
    keys,
    issued,
    lifetime: hour,
    externalId: null,
    mfa: null,
    webToken: `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.claims.signature`,
    closed: new Set(),
  };
  const sso: SsoState = {
    startUrl: 'https://acme.awsapps.example/start',
    accountId: '481516234200',
    roleName: 'AgentMemory',
    issued,
    lifetime: hour,
    tokenLifetime: 8 * hour,
    confirmed: true,
    page: null,
    slowDowns: 0,
    polls: 0,
    begun: 0,
    tokens: new Set(),
    refreshTokens: new Set(),
  };
  const login: LoginState = { issued, lifetime: hour, refreshTokens: new Set() };
  const machine: MachineState = {
    issued,
    role: 'AgentMemory',
    takesNoToken: false,
    lifetime: hour,
    tokens: new Set(),
    containerToken: 'token-of-the-container',
  };
  const standIn: AwsStandIn = {
    origin,
    sts,
    sso,
    login,
    machine,
    issued,
    variables: {
      AWS_ENDPOINT_URL_STS: origin,
      AWS_ENDPOINT_URL_SSO: origin,
      AWS_ENDPOINT_URL_SSO_OIDC: origin,
      AWS_ENDPOINT_URL_SIGNIN: origin,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    inMachine: { AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: origin },
    inContainer: { AWS_CONTAINER_CREDENTIALS_FULL_URI: origin + containerPath },
    isGone: false,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return standIn;
}
