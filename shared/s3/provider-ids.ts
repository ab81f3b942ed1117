/** Kinds of servers that the app knows what is usual for. */
export const providerIds = [
  'amazon',
  'minio',
  'ceph',
  'r2',
  'tigris',
  'backblaze',
  'wasabi',
  'google',
  'other',
] as const;

export type ProviderId = (typeof providerIds)[number];
