import type { SeenRequest } from '../s3-server.ts';

/** Rights of the policy language that a test can take away. */
export type Right =
  | 's3:ListBucket'
  | 's3:GetObject'
  | 's3:PutObject'
  | 's3:DeleteObject'
  | 's3:GetObjectTagging'
  | 's3:PutObjectTagging';

/** The rights that a request needs. */
export function rightsFor({ method, key, query, headers }: SeenRequest): Right[] {
  if (key === '') return ['s3:ListBucket'];
  if (method === 'DELETE') return ['s3:DeleteObject'];
  if (method === 'PUT' || method === 'POST')
    return headers['x-amz-tagging'] === undefined
      ? ['s3:PutObject']
      : ['s3:PutObject', 's3:PutObjectTagging'];
  return 'tagging' in query ? ['s3:GetObjectTagging'] : ['s3:GetObject'];
}
