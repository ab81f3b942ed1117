import type { CredentialKind, S3Location } from '#shared/model/s3-location.ts';

const messages: Record<CredentialKind, string> = {
  anonymous: 'None are used',
  keys: 'The keys that were entered are used',
  environment: 'Found in S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY',
  profile: 'Found by the profile',
  default: 'Found in the usual AWS places',
  process: 'Found by the program of the profile',
  role: 'The role was assumed',
  sso: 'Found by single sign-on',
  'web-identity': 'The role was assumed',
};

/** Where credentials come from and how long they are good for, in a sentence. `expiresAt` in ms; null: not known. */
export function foundWords({ credentials }: S3Location, expiresAt: number | null, now = Date.now()): string {
  const found = messages[credentials.kind];
  if (expiresAt === null) return `${found}.`;
  const minutes = Math.max(0, Math.floor((expiresAt - now) / 60_000));
  const left =
    minutes < 120 ? `${minutes} minute${minutes === 1 ? '' : 's'}` : `${Math.floor(minutes / 60)} hours`;
  return `${found}, valid for another ${left}.`;
}
