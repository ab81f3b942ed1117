import type { Candidate } from '#shared/model/connection.ts';
import { s3Location } from '#shared/model/s3-location.ts';
import { listProfiles } from '../credentials/profiles.ts';
import { environmentEndpoint, environmentLocation } from '../stores/environment-location.ts';

type Found = Omit<Candidate, 'known'>;

const plain = { folder: '', colour: null, readOnly: false, problem: null } as const;

/** Ways to buckets that are set up on this machine. Most name no bucket. None holds a secret. */
export async function findCandidates(env: NodeJS.ProcessEnv): Promise<Found[]> {
  return [...fromLibrary(env), ...fromAws(env), ...(await fromProfiles(env))];
}

function fromLibrary(env: NodeJS.ProcessEnv): Found[] {
  const said = environmentLocation(env);
  if (!said) return [];
  // The library's own default is no bucket that somebody has named.
  const location = { ...said, bucket: env.S3_BUCKET ?? '' };
  return [
    { ...plain, name: env.S3_BUCKET || 'S3_* variables', location, about: 'The library’s S3_* variables' },
  ];
}

function fromAws(env: NodeJS.ProcessEnv): Found[] {
  const { AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_REGION, AWS_DEFAULT_REGION } = env;
  const { AWS_WEB_IDENTITY_TOKEN_FILE } = env;
  const region = AWS_REGION || AWS_DEFAULT_REGION;
  const endpoint = environmentEndpoint({ ...env, S3_ENDPOINT: '' });
  const words = [
    AWS_ACCESS_KEY_ID && 'keys',
    AWS_WEB_IDENTITY_TOKEN_FILE && 'web identity',
    AWS_PROFILE && `profile ${AWS_PROFILE}`,
    region,
    endpoint,
  ].filter(Boolean);
  if (words.length === 0) return [];
  const location = { ...s3Location({ bucket: '', endpoint, ...(region ? { region } : {}) }) };
  const about = `The AWS_* variables: ${words.join(', ')}`;
  return [{ ...plain, name: 'AWS_* variables', location, about }];
}

async function fromProfiles(env: NodeJS.ProcessEnv): Promise<Found[]> {
  const endpoint = environmentEndpoint({ ...env, S3_ENDPOINT: '' });
  return (await listProfiles()).map(({ name, region, summary }) => {
    const credentials = { kind: 'profile', profile: name } as const;
    const location = s3Location({ bucket: '', endpoint, credentials, ...(region ? { region } : {}) });
    const about = [`Profile: ${summary}`, region].filter(Boolean).join(', ');
    return { ...plain, name, location, about };
  });
}
