import { ORPCError } from '@orpc/client';
import { maxSentLength, notHanded, type SentText } from '#shared/model/text.ts';
import { handedUrl } from '#shared/resources.ts';
import { blobError } from '../artifacts/blobs.ts';
import { client } from './client.ts';
import { describeError } from './errors.ts';

/**
 * Makes a call that sends a text. A large one goes by PUT first, so that no frame is blocked, and again where
 * main has lost it since.
 */
export async function sendText<T>(text: string, call: (sent: SentText) => Promise<T>): Promise<T> {
  // UTF-8 has no halves of characters, and main shall see them.
  if (text.length <= maxSentLength || !text.isWellFormed()) return call(text);
  for (let attempt = 1; ; attempt++) {
    const sent = await handOver(text);
    try {
      return await call(sent);
    } catch (error) {
      const lost = error instanceof ORPCError && describeError(error).data.cause === notHanded;
      if (!lost || attempt === 3) throw error;
    }
  }
}

async function handOver(text: string): Promise<SentText> {
  const handed = crypto.randomUUID();
  const put = () => fetch(handedUrl(handed), { method: 'PUT', body: text });
  // A call, unlike an address, is waited for until the app can be reached again.
  const response = await put().catch(() => client.app.info().then(put));
  if (!response.ok) throw blobError(response.status, await response.text());
  return { handed };
}
