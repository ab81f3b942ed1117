import { type AddressFacts, readAddress, readBucketField } from '#shared/s3/address.ts';
import { providerOf } from '#shared/s3/hosts.ts';
import { locationOf, type S3Form, withPreset } from './s3-form.ts';

/** The form with what an address says, and what was taken over in words; or why the address cannot be used. */
export type Pasted = { form: S3Form; said: string } | { problem: string };

/** Takes what stands in the field of the bucket as an address of any kind; null where it is a name. */
export function pastedBucket(form: S3Form, text: string): Pasted | null {
  const address = readBucketField(text);
  if (address === null) return null;
  if (address.kind === 'problem') return { problem: address.problem };
  if (address.facts.bucket === null) {
    const { form: server } = taken({ ...form, bucket: '' }, address.facts);
    return { form: server, said: `The server was taken from the ${address.what}. Which bucket?` };
  }
  return told(form, address.what, address.facts);
}

/** Takes what stands in the field of the endpoint as an address, where it says more than the server; else null. */
export function pastedEndpoint(form: S3Form, text: string): Pasted | null {
  const address = readAddress(text);
  if (address?.kind !== 'place' || !address.facts.bucket) return null;
  // Some servers have a path of their own: only what is known by its name is taken apart.
  const known =
    address.facts.endpoint === null || providerOf({ endpoint: address.facts.endpoint ?? '' }) !== 'other';
  return known ? told(form, address.what, address.facts) : null;
}

function told(form: S3Form, what: string, facts: AddressFacts): Pasted {
  const { form: next, names } = taken(form, facts);
  return { form: next, said: `Filled in from the ${what}: ${names.join(', ')}.` };
}

/** What an address leaves out stays as it is in the form. */
function taken(form: S3Form, facts: AddressFacts): { form: S3Form; names: string[] } {
  const { bucket, prefix, endpoint, region, pathStyle, dualStack } = facts;
  const names: string[] = [];
  if (bucket !== null) names.push('bucket');
  if (prefix !== '') names.push('prefix');
  // The ARN of an access point stays in the field, and is read again when the field is left.
  const stays = bucket === form.bucket && prefix === '';
  let next: S3Form = { ...form, prefix: stays ? form.prefix : prefix, bucket: bucket ?? form.bucket };
  if (endpoint !== undefined) {
    const provider = facts.provider ?? providerOf({ endpoint });
    const keeps = provider === 'other' && ['minio', 'ceph', 'other'].includes(form.preset);
    next = { ...withPreset(next, keeps ? form.preset : provider), endpoint: endpoint ?? '' };
    // The library's own keys are for the library's own server.
    const elsewhere = locationOf(form).endpoint !== endpoint;
    if (elsewhere && form.credentials === 'environment')
      next = { ...next, credentials: endpoint === null ? 'default' : 'keys' };
    names.push('server');
  }
  if (region !== undefined) {
    next = { ...next, region };
    names.push('region');
  }
  if (pathStyle !== undefined) next = { ...next, pathStyle };
  if (dualStack) next = { ...next, dualStack };
  return { form: next, names };
}
