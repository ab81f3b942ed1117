import {
  type CredentialKind,
  type RoleSource,
  type S3Location,
  s3Location,
  usualNetwork,
  wantsKeys,
} from '#shared/model/s3-location.ts';
import type { Store, StoreColour } from '#shared/model/store.ts';
import { readAddress } from '#shared/s3/address.ts';
import { providerOf } from '#shared/s3/hosts.ts';
import { trimmed } from '#shared/s3/paths.ts';
import type { ProviderId } from '#shared/s3/provider-ids.ts';
import { endpointFrom, partOf, partsOf, providers } from '#shared/s3/providers.ts';
import { plainEndpoint } from '#shared/s3/server.ts';
import { credentialsIn, credentialTexts } from './credential-form.ts';
import { networkIn, networkTexts } from './network-form.ts';
import type { Shown } from './shown.ts';

/** What the form for a bucket holds, as it is typed. Keys are not among it: they stay in their inputs. */
export interface S3Form {
  preset: ProviderId;
  name: string;
  folder: string;
  colour: StoreColour | null;
  readOnly: boolean;
  bucket: string;
  prefix: string;
  endpoint: string;
  region: string;
  pathStyle: boolean;
  checksums: S3Location['checksums'];
  credentials: CredentialKind;
  /** Keys that are not saved yet: typed into their inputs, and gone with those; or sent to main, for a server. */
  keys: 'none' | 'typed' | { sentFor: string };
  /** For `profile`, for `process`, and for a role that is assumed with one. */
  profile: string;
  roleArn: string;
  sessionName: string;
  externalId: string;
  mfaSerial: string;
  /** What a role is assumed with. */
  source: RoleSource['kind'];
  tokenFile: string;
  startUrl: string;
  ssoRegion: string;
  accountId: string;
  roleName: string;
  proxy: 'system' | 'none' | 'own';
  proxyUrl: string;
  caFile: string;
  connectSeconds: string;
  idleSeconds: string;
  dualStack: boolean;
}

export const emptyForm: S3Form = {
  preset: 'amazon',
  name: '',
  folder: '',
  colour: null,
  readOnly: false,
  bucket: '',
  prefix: '',
  endpoint: '',
  region: providers.amazon.region,
  pathStyle: false,
  checksums: 'usual',
  credentials: 'default',
  keys: 'none',
  ...credentialTexts({ kind: 'default' }),
  ...networkTexts(usualNetwork),
};

/** The form for a known place. */
export function formOf(location: S3Location, shown: Partial<Shown> = {}): S3Form {
  const { bucket, prefix, endpoint, region, pathStyle, checksums, credentials, network } = location;
  return {
    ...emptyForm,
    name: shown.name ?? '',
    folder: shown.folder ?? '',
    colour: shown.colour ?? null,
    readOnly: shown.readOnly ?? false,
    preset: location.provider ?? providerOf(location),
    bucket,
    prefix,
    endpoint: endpoint ?? '',
    region,
    pathStyle,
    checksums,
    credentials: credentials.kind,
    ...credentialTexts(credentials),
    ...networkTexts(network),
  };
}

/** The endpoint that follows from what else is filled in; `''` where it does not, or not yet. */
function usualEndpoint(preset: ProviderId, region: string): string {
  const { pattern } = providers[preset];
  return pattern === null ? '' : endpointFrom(pattern, { region });
}

/** Whether an endpoint can be one of such a server. Amazon has none: what was typed stays for the way back. */
function fits(endpoint: string, preset: ProviderId): boolean {
  if (preset === 'amazon') return true;
  const kind = providers[preset].pattern === null ? 'other' : preset;
  return endpoint !== '' && providerOf({ endpoint }) === kind;
}

/** Another kind of server: what is usual there takes the place of what was usual before, unless changed by hand. */
export function withPreset(form: S3Form, preset: ProviderId): S3Form {
  const before = providers[form.preset];
  const after = providers[preset];
  const region = form.region === before.region ? after.region : form.region;
  return {
    ...form,
    preset,
    region,
    endpoint: fits(form.endpoint, preset) ? form.endpoint : usualEndpoint(preset, region),
    pathStyle: form.pathStyle === before.pathStyle ? after.pathStyle : form.pathStyle,
    checksums: form.checksums === before.checksums ? after.checksums : form.checksums,
  };
}

/** Another region, and the endpoint with it where the endpoint carries the region. */
export function withRegion(form: S3Form, region: string): S3Form {
  const follows = form.endpoint === usualEndpoint(form.preset, form.region);
  const endpoint = follows ? usualEndpoint(form.preset, region) : form.endpoint;
  return { ...form, region, endpoint };
}

/** Whether an account's id is a part of the endpoint. */
export function asksForAccount({ preset }: S3Form): boolean {
  return partsOf(providers[preset]).includes('account');
}

/** The account that stands in the endpoint. */
export function accountOf({ preset, endpoint }: S3Form): string {
  const { pattern } = providers[preset];
  return (pattern && partOf(pattern, endpoint, 'account')) ?? '';
}

/** The endpoint of another account. */
export function withAccount(form: S3Form, account: string): S3Form {
  const { pattern } = providers[form.preset];
  return pattern === null ? form : { ...form, endpoint: endpointFrom(pattern, { account }) };
}

/** Where the form points. Slashes around the prefix are dropped. */
export function locationOf(form: S3Form): S3Location {
  const endpoint = form.preset === 'amazon' ? '' : form.endpoint.trim().replace(/\/+$/, '');
  const told = providerOf({ endpoint: endpoint === '' ? null : endpoint });
  return s3Location({
    ...(told === form.preset ? {} : { provider: form.preset }),
    bucket: form.bucket.trim(),
    prefix: trimmed(form.prefix),
    endpoint: endpoint === '' ? null : endpoint,
    region: form.region.trim(),
    pathStyle: form.pathStyle,
    checksums: form.checksums,
    credentials: credentialsIn(form),
    network: networkIn(form),
  });
}

/** How the connection is to show in the list. */
export function settingsOf(form: S3Form) {
  const { folder, colour, readOnly, bucket, prefix } = form;
  // Of an address that is refused nothing is shown again: it may hold a password.
  const isRefused = readAddress(bucket)?.kind === 'problem';
  const place = isRefused ? '' : [bucket.trim(), trimmed(prefix)].filter(Boolean).join('/');
  return { name: form.name.trim() || place.slice(0, 200), folder: folder.trim(), colour, readOnly };
}

/** For which server keys that main has `atHand` serve a connection; null where there are none, or they were refused. */
export function keysKeptFor(
  { location, problemCode }: Pick<Store, 'location' | 'problemCode'>,
  atHand: boolean,
): string | null {
  const serve = atHand && location.kind === 's3' && wantsKeys(location) && problemCode !== 'SIGN_IN';
  return serve ? keysPlace(location) : null;
}

/** For which server keys were sent: they serve no other. */
export function keysPlace({ endpoint }: Pick<S3Location, 'endpoint'>): string {
  return plainEndpoint(endpoint) ?? 'Amazon';
}
