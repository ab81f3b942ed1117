import { AppEvents } from '#services/app/events.ts';
import { memorySecrets } from '#services/app/secrets.ts';
import { KeptKeys } from '#services/credentials/kept-keys.ts';
import type { S3Keys } from '#services/credentials/keys.ts';
import { SignIns } from '#services/credentials/sign-ins.ts';
import { environmentProxies } from '#services/network/proxies.ts';
import { Buckets, type ReachedBucket } from '#services/stores/buckets.ts';
import type { S3Location } from '#shared/model/s3-location.ts';
import { Guards } from '#storage/s3/guards.ts';

/** A place to reach buckets from, with nobody who could be asked for anything unless a test answers its prompts. */
export function bucketsWithoutApp(secrets = memorySecrets()): { buckets: Buckets; signIns: SignIns } {
  const signIns = new SignIns(new AppEvents());
  const kept = new KeptKeys(secrets, async () => null);
  const guarantees = { load: async () => {}, of: () => new Guards(false) };
  const systemProxy = environmentProxies();
  return { signIns, buckets: new Buckets({ signIns, kept, systemProxy, guarantees }) };
}

/** A bucket by the keys that a form would send with it, as `xray` takes it. */
export async function reached(
  location: S3Location,
  keys?: S3Keys,
): Promise<{ location: S3Location; bucket: ReachedBucket; signIn: () => Promise<void> }> {
  const { buckets, signIns } = bucketsWithoutApp();
  const bucket = await buckets.reach({ location, keys }, { mayLack: true });
  const whose = { store: null, name: location.bucket, asksKeys: false };
  return { location, bucket, signIn: () => signIns.signIn(bucket.session, whose, {}) };
}
