import { readFile, stat } from 'node:fs/promises';
import { StoreError } from '#shared/errors.ts';

/** As many as Amazon takes. */
const maxCharacters = 20_000;

/**
 * The token of an identity provider that a file holds. Rejects `SIGN_IN` for a file that holds anything else: where
 * a token is sent, and which file it is, may both come from a list of connections that somebody else has made.
 */
export async function webTokenIn(path: string): Promise<string> {
  // Asked first: a pipe never ends, and something large would be read whole.
  const about = await stat(path);
  const token =
    about.isFile() && about.size <= 2 * maxCharacters ? (await readFile(path, 'ascii')).trim() : '';
  if (token.length <= maxCharacters && isToken(token)) return token;
  const message = `“${path}” holds no token of an identity provider (a JSON Web Token), so it was not sent. Choose the file that holds it.`;
  throw new StoreError('SIGN_IN', message, { where: path });
}

/** A JSON Web Token: a head that says how it is signed, claims, and the signature. */
function isToken(text: string): boolean {
  const [, head = ''] = /^([\w-]+)\.[\w-]+\.[\w-]+$/.exec(text) ?? [];
  try {
    const said: unknown = JSON.parse(Buffer.from(head, 'base64url').toString());
    return typeof said === 'object' && said !== null && 'alg' in said;
  } catch {
    return false;
  }
}
