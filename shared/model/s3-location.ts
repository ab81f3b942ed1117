import { z } from 'zod';
import { providerIds } from '../s3/provider-ids.ts';

const text = (longest: number) => z.string().max(longest);
/** Name of a profile in the shared AWS config files. */
const profile = text(256).min(1);
const role = {
  /** `arn:aws:iam::123456789012:role/Name`. */
  roleArn: text(2048).min(1),
  /** Left empty, the SDK makes one up. */
  sessionName: text(64),
};

/** What a role is assumed with. */
export const roleSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('default') }),
  z.object({ kind: z.literal('profile'), profile }),
  z.object({ kind: z.literal('keys') }),
]);

/** How the credentials of a bucket are found. Holds no secret: those travel once, in the call that submits them. */
export const credentialsSchema = z.discriminatedUnion('kind', [
  /** As the AWS tools find them: variables, config files, single sign-on, the machine's role. */
  z.object({ kind: z.literal('default') }),
  /** The AgentFlow library's own `S3_ACCESS_KEY_ID` and `S3_SECRET_ACCESS_KEY`. */
  z.object({ kind: z.literal('environment') }),
  /** A profile of the shared AWS config files, of whatever kind. */
  z.object({ kind: z.literal('profile'), profile }),
  /** IAM Identity Center, signed in to from the app. */
  z.object({
    kind: z.literal('sso'),
    startUrl: text(2048).min(1),
    ssoRegion: text(64).min(1),
    accountId: z.string().regex(/^\d{12}$/),
    roleName: text(64).min(1),
  }),
  z.object({
    kind: z.literal('role'),
    ...role,
    /** Empty: none is sent. */
    externalId: text(1224),
    /** Serial number or ARN of the device whose code is asked for; empty: none. */
    mfaSerial: text(256),
    source: roleSourceSchema,
  }),
  /** A role for the token of another identity provider, which lies in a file. */
  z.object({ kind: z.literal('web-identity'), ...role, tokenFile: text(32_768).min(1) }),
  /** The program that a profile names as its `credential_process`. */
  z.object({ kind: z.literal('process'), profile }),
  /** Static keys, with or without a session token. */
  z.object({ kind: z.literal('keys') }),
  /** Requests are not signed. */
  z.object({ kind: z.literal('anonymous') }),
]);

/** How a server is reached over the network. */
export const networkSchema = z.object({
  /** `system`: as the system or the environment says; `none`: directly; else the address of a proxy. */
  proxy: z.union([z.enum(['system', 'none']), z.url({ protocol: /^https?$/ })]),
  /** Path of a PEM file with certificates to trust besides the usual ones. */
  caFile: text(32_768).nullable(),
  /** Seconds until a connection must stand. */
  connectSeconds: z.number().min(1).max(300),
  /** Seconds without a byte in either direction until a request is given up. */
  idleSeconds: z.number().min(1).max(3600),
  /** Amazon's addresses that also answer over IPv6. */
  dualStack: z.boolean(),
});

/** What is usual: how it is reached without a word about it. */
export const usualNetwork: Network = {
  proxy: 'system',
  caFile: null,
  connectSeconds: 5,
  idleSeconds: 15,
  dualStack: false,
};

/** Where an S3 store lies and how it is reached; holds no secret. */
export const s3LocationSchema = z.object({
  kind: z.literal('s3'),
  /** Name of a bucket, or ARN of an access point. */
  bucket: z.string().min(1).max(2048),
  /** Key prefix of the store without leading or trailing slash; `''` is the bucket's root. */
  prefix: z.string().max(1024),
  /** Null: Amazon's own for the region. */
  endpoint: z.string().max(2048).nullable(),
  region: z.string().max(64),
  pathStyle: z.boolean(),
  /**
   * Whether uploads carry checksums beyond what S3 asks for: `usual` with Amazon alone, since others answer with
   * errors or store them as content.
   */
  checksums: z.enum(['usual', 'always', 'when-required']),
  credentials: credentialsSchema,
  network: networkSchema,
  /** What kind of server it was said to be, where the endpoint does not tell. Of another version's kinds: left out. */
  provider: z.enum(providerIds).optional().catch(undefined),
});

export type S3Credentials = z.infer<typeof credentialsSchema>;
export type CredentialKind = S3Credentials['kind'];
export type RoleSource = z.infer<typeof roleSourceSchema>;
export type Network = z.infer<typeof networkSchema>;
export type S3Location = z.infer<typeof s3LocationSchema>;

/** Whether keys are entered for it, which are kept apart. */
export function wantsKeys({ credentials }: Pick<S3Location, 'credentials'>): boolean {
  return credentials.kind === 'keys' || (credentials.kind === 'role' && credentials.source.kind === 'keys');
}

/** What is said of a place; all else is as usual. */
export function s3Location(said: Partial<S3Location> & { bucket: string }): S3Location {
  return {
    kind: 's3',
    prefix: '',
    endpoint: null,
    region: 'us-east-1',
    pathStyle: (said.endpoint ?? null) !== null,
    checksums: 'usual',
    credentials: { kind: 'default' },
    network: usualNetwork,
    ...said,
  };
}
