/** The places a store can be in. */
export type * from './backend.ts';
export { type FileSystemOptions, FileSystemStorage } from './filesystem/index.ts';
export { InMemoryStorage } from './memory.ts';
export { S3Storage, type S3StorageOptions } from './s3/s3-storage.ts';
