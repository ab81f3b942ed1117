import type { S3Location } from '../model/s3-location.ts';

/** The partition of Amazon that a region belongs to: buckets have one name in all its regions. */
export function partitionOf(region: string): 'aws' | 'aws-cn' | 'aws-us-gov' {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** One way to write an endpoint that can be written in many; null: Amazon's own. */
export function plainEndpoint(endpoint: string | null): string | null {
  return endpoint !== null && URL.canParse(endpoint) ? new URL(endpoint).href.replace(/\/$/, '') : endpoint;
}

/** Whether two endpoints are one server, however they are written. */
export function sameEndpoint(one: string | null, other: string | null): boolean {
  return plainEndpoint(one) === plainEndpoint(other);
}

/** One word for the server of a location; a wrong region of Amazon that is mended is the same server. */
export function serverOf({ endpoint, region }: Pick<S3Location, 'endpoint' | 'region'>): string {
  return plainEndpoint(endpoint) ?? partitionOf(region).replace(/^aws-/, '');
}
