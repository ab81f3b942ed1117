import type { StoreLocation } from '#shared/model/store.ts';
import type { IconName } from '../components/Icon.tsx';

/** One sign for each kind of store. */
export const storeIcons = { folder: 'folder', s3: 'bucket', memory: 'session' } as const satisfies Record<
  StoreLocation['kind'],
  IconName
>;
