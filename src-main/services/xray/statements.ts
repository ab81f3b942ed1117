import type { Statement } from '#shared/model/mend.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import { partitionOf } from '#shared/s3/server.ts';

/** Listing below the store's prefix, and nowhere else. */
export function listStatement(location: S3Location): Statement {
  const { prefix } = location;
  const condition = { operator: 'StringLike', key: 's3:prefix', values: [`${literal(prefix)}/*`] };
  return {
    actions: ['s3:ListBucket'],
    resources: [bucketArn(location)],
    condition: prefix === '' ? null : condition,
  };
}

/** Doing something with every object of the store: `s3:GetObject`, `s3:PutObject`. */
export function objectsStatement(location: S3Location, ...actions: string[]): Statement {
  return { actions, resources: [objectsArn(location)], condition: null };
}

function bucketArn({ bucket, region }: S3Location): string {
  return bucket.startsWith('arn:') ? bucket : `arn:${partitionOf(region)}:s3:::${bucket}`;
}

function objectsArn(location: S3Location): string {
  const { bucket, prefix } = location;
  // Objects of an access point stand below a word of their own.
  const objects = bucket.startsWith('arn:') ? `${bucket}/object` : bucketArn(location);
  return `${objects}/${prefix === '' ? '' : `${literal(prefix)}/`}*`;
}

/** What would be a wildcard or a variable in a policy stands for itself. */
function literal(text: string): string {
  return text.replace(/[*?$]/g, (sign) => `\${${sign}}`);
}
