import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { accessKeyOf, type Credentials, type Refusal } from './signature.ts';

/** Temporary credentials, as a sign-in service gives them out. */
export interface Temporary {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Credentials that sign-in services have given out: a server that shares them lets requests signed with them in. */
export class Issued {
  readonly #all = new Map<string, Temporary>();

  /** New ones, that live so long, in ms. */
  give(lifetime: number): Temporary {
    const temporary = {
      accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(20).toString('base64'),
      sessionToken: randomBytes(40).toString('base64'),
      expiration: new Date(Date.now() + lifetime),
    };
    this.#all.set(temporary.accessKeyId, temporary);
    return temporary;
  }

  /** Every secret that was given out. */
  secrets(): string[] {
    return [...this.#all.values()].flatMap(({ secretAccessKey, sessionToken }) => [
      secretAccessKey,
      sessionToken,
    ]);
  }

  /** Refuses all that were given out until now, as if their time were over. */
  expire(): void {
    for (const id of this.#all.keys()) this.refuse(id);
  }

  /** Refuses those of one access key, as if their time were over. */
  refuse(accessKeyId: string): void {
    const temporary = this.#all.get(accessKeyId);
    if (temporary) this.#all.set(accessKeyId, { ...temporary, expiration: new Date(0) });
  }

  /** What a request is to be signed with; null where it names none of these. */
  signedWith(
    headers: IncomingHttpHeaders,
    region: string,
  ): { credentials: Credentials; refusal: Refusal | null } | null {
    const temporary = this.#all.get(accessKeyOf(headers));
    if (!temporary) return null;
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = temporary;
    const refusal =
      headers['x-amz-security-token'] !== sessionToken
        ? { status: 400, code: 'InvalidToken' }
        : expiration.getTime() <= Date.now()
          ? { status: 400, code: 'ExpiredToken' }
          : null;
    return { credentials: { accessKeyId, secretAccessKey, region }, refusal };
  }
}
