import { decodeText } from '#services/documents/text.ts';
import type { HandedTexts } from '#services/texts/handed-texts.ts';
import { StoreError } from '#shared/errors.ts';

/** In bytes. */
const maxSize = 32 * 1024 * 1024;

/** Answers PUT: keeps a text for the call that will name it. */
export async function receiveText(texts: HandedTexts, name: string, request: Request): Promise<Response> {
  if (!/^[\w-]{8,64}$/.test(name)) throw new StoreError('INVALID', 'That is no name for a text.');
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.length;
    if (size > maxSize) throw new StoreError('TOO_LARGE', 'The text is too large to be handed over.');
    pieces.push(piece);
  }
  const text = decodeText(Buffer.concat(pieces));
  if (text === null) throw new StoreError('INVALID', 'What was handed over is not UTF-8.');
  texts.put(name, text);
  return new Response(null, { status: 204 });
}
