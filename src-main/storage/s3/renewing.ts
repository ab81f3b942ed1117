import { Readable } from 'node:stream';
import { GetObjectCommand, type HeadObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { nameOf, sdkError, statusOf } from './errors.ts';

/** What requests are signed with. */
export interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Credentials that run out, and may be replaced. */
export interface CredentialSource {
  /** Another number whenever they are replaced; no other source has the same. */
  readonly generation: number;
  /** Asked for before each request, so it keeps what it has found. */
  current(): Promise<Identity>;
  /** The server has refused those of a generation, by this S3 name. Answers whether there are others now. */
  refused(generation: number, why: string): Promise<boolean>;
  /** The server has taken those of a generation. */
  accepted(generation: number): void;
}

/** How servers say that credentials, rather than what was asked for or the clock, are the trouble. */
const refusals = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'InvalidToken',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
]);

/**
 * Sends a request once more with other credentials, where the server refuses those it was signed with and there are
 * others. A refused request has done nothing, so that this repeats nothing. What is read as it is sent cannot be sent
 * again, and fails.
 */
export function renewRefused(client: S3Client, source: CredentialSource): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        // Those that this request will be signed with.
        await source.current();
        const { generation } = source;
        try {
          const answer = await next(args);
          source.accepted(generation);
          return answer;
        } catch (thrown) {
          const looks = commandName === 'HeadObjectCommand' && (await mayHaveExpired(thrown, source));
          // Asked so, the server says why, and that is where it is dealt with.
          const error = looks ? await saidOf(client, args.input as HeadObjectCommandInput, thrown) : thrown;
          const why = nameOf(error);
          const refuses = refusals.has(why) || statusOf(error) === 401;
          const isReplaced = source.generation !== generation;
          const renewed = isReplaced || (refuses && !looks && (await source.refused(generation, why)));
          if (!renewed || isStream(args.input)) throw error;
          return await next(args);
        }
      },
    { step: 'initialize', name: 'renewRefused', priority: 'low' },
  );
}

/** An answer to HEAD has no body that could say why: 400 may mean that temporary credentials have expired. */
async function mayHaveExpired(error: unknown, source: CredentialSource): Promise<boolean> {
  const { $response } = sdkError(error);
  if (statusOf(error) !== 400 || $response?.headers?.['x-amz-bucket-region'] !== undefined) return false;
  const { sessionToken } = await source.current();
  return sessionToken !== undefined;
}

/** Why an object may not be looked at, as the server says it of its first byte; `unsaid` where it says nothing else. */
async function saidOf(client: S3Client, asked: HeadObjectCommandInput, unsaid: unknown): Promise<unknown> {
  try {
    const { Body: body } = await client.send(new GetObjectCommand({ ...asked, Range: 'bytes=0-0' }));
    // Who does not know ranges answers with all of it.
    if (body instanceof Readable) body.destroy();
    return unsaid;
  } catch (said) {
    return statusOf(said) === 0 ? unsaid : said;
  }
}

function isStream(input: unknown): boolean {
  const { Body: body } = input as { Body?: unknown };
  return typeof body === 'object' && body !== null && !(body instanceof Uint8Array);
}
