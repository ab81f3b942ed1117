import type { S3Client } from '@aws-sdk/client-s3';
import { nameOf, statusOf } from './errors.ts';

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
          const error = commandName.startsWith('Head') ? await guessed(thrown, source) : thrown;
          const why = nameOf(error);
          const refuses = refusals.has(why) || statusOf(error) === 401;
          const renewed = refuses && (await source.refused(generation, why));
          if (!renewed || isStream(args.input)) throw error;
          return await next(args);
        }
      },
    { step: 'initialize', name: 'renewRefused', priority: 'low' },
  );
}

/** An answer to HEAD has no body that could say why: of temporary credentials, 400 means that they have expired. */
async function guessed(error: unknown, source: CredentialSource): Promise<unknown> {
  const { $response, $metadata } = error as Refusal;
  if (statusOf(error) !== 400 || $response?.headers?.['x-amz-bucket-region'] !== undefined) return error;
  const { sessionToken } = await source.current();
  return sessionToken === undefined ? error : { name: 'ExpiredToken', $metadata };
}

interface Refusal {
  readonly $metadata?: unknown;
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

function isStream(input: unknown): boolean {
  const { Body: body } = input as { Body?: unknown };
  return typeof body === 'object' && body !== null && !(body instanceof Uint8Array);
}
