import type { Candidate, ConnectionLocation } from '#shared/model/connection.ts';
import type { RoleSource, S3Credentials } from '#shared/model/s3-location.ts';
import { readBucketField, withAddress } from '#shared/s3/address.ts';

/** A connection that could be imported, and what was decided about it. */
export interface Choice {
  /** Its place among all that were found. */
  id: number;
  candidate: Candidate;
  chosen: boolean;
  /** What was typed for a bucket that is still to be named. */
  bucket: string;
  /** Why it was not added, or cannot be. */
  problem: string | null;
}

/** What was found, to be chosen from: what is new and complete is chosen at first. */
export function choicesOf(candidates: readonly Candidate[]): Choice[] {
  return candidates.map((candidate, id) => ({
    id,
    candidate,
    chosen: candidate.problem === null && candidate.known === null && !lacksBucket(candidate),
    bucket: '',
    problem: candidate.problem,
  }));
}

/** Whether a bucket is still to be named. */
export function lacksBucket({ location }: Candidate): boolean {
  return location?.kind === 's3' && location.bucket === '';
}

/**
 * Where a connection would lead and what of this machine it would use: whoever made a file of connections also says
 * which role, profile or file is used with which server.
 */
export function aboutOf({ location, about }: Candidate): string {
  if (about !== '' || location === null) return about;
  if (location.kind === 'folder') return location.path;
  const { bucket, prefix, endpoint, region, credentials, network } = location;
  const place = `s3://${[bucket, prefix].filter(Boolean).join('/')}${endpoint ? ` on ${endpoint}` : `, ${region}`}`;
  const proxy = /^https?:/.test(network.proxy) && `By the proxy ${network.proxy}.`;
  const trust = network.caFile && `Trusts the certificates in ${network.caFile}.`;
  return [`${place}.`, signsInBy(credentials), proxy, trust].filter(Boolean).join(' ');
}

function signsInBy(credentials: S3Credentials): string {
  switch (credentials.kind) {
    case 'default':
      return 'Signs in with what is found on this machine.';
    case 'environment':
      return 'Signs in with the S3_* variables.';
    case 'profile':
      return `Signs in with the profile “${credentials.profile}”.`;
    case 'process':
      return `Runs the program that the profile “${credentials.profile}” names.`;
    case 'sso':
      return `Signs in at ${credentials.startUrl}.`;
    case 'role':
      return `Assumes ${credentials.roleArn}${sourceWords(credentials.source)}.`;
    case 'web-identity':
      return `Assumes ${credentials.roleArn}, and sends the token in ${credentials.tokenFile} for it.`;
    case 'keys':
      return 'Asks for keys.';
    case 'anonymous':
      return 'Does not sign in.';
  }
}

function sourceWords(source: RoleSource): string {
  if (source.kind === 'keys') return ' with keys that are asked for';
  return source.kind === 'profile' ? ` with the profile “${source.profile}”` : '';
}

/** Where a choice leads, with the bucket that was typed; or why it leads nowhere yet. */
export function placeOf({
  candidate,
  bucket,
}: Choice): { location: ConnectionLocation } | { problem: string } {
  const { location, problem } = candidate;
  if (location === null) return { problem: problem ?? 'It cannot be used.' };
  if (location.kind === 'folder' || location.bucket !== '') return { location };
  const address = readBucketField(bucket);
  if (address?.kind === 'problem') return { problem: address.problem };
  if (address?.facts.bucket) return { location: withAddress(location, address.facts) };
  const name = bucket.trim();
  if (name === '') return { problem: 'Which bucket? Its name, or s3://bucket/prefix.' };
  if (/[\s/\\]/.test(name)) return { problem: 'A bucket’s name holds no slash and no space.' };
  return { location: { ...location, bucket: name } };
}

/** What a choice is called once it is added: by its bucket, where it was called by how one signs in. */
export function nameOf({ candidate }: Choice, location: ConnectionLocation): string {
  if (location.kind !== 's3' || !lacksBucket(candidate)) return candidate.name;
  return `${location.bucket} (${candidate.name})`.slice(0, 200);
}
