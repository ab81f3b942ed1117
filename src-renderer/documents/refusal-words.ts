import type { ErrorDescription } from '../client/errors.ts';

/**
 * Why a save failed, for the pane of its file: what was tried and where is plain there, and a whole path would hide
 * the reason.
 */
export function reasonOf(
  { message, data: { where } }: Pick<ErrorDescription, 'message' | 'data'>,
  key: string,
): string {
  const reason = where === undefined ? message : withoutAttempt(message, where);
  return reason.replace(`“${key}”`, 'the file').replace(/^the file/, 'The file');
}

function withoutAttempt(message: string, where: string): string {
  if (!message.startsWith('Could not ')) return message;
  for (const end of [`${where}: `, `“${where}”: `]) {
    const at = message.indexOf(end);
    if (at < 0) continue;
    const reason = message.slice(at + end.length);
    return /^\w+:/.test(reason) ? reason : reason.charAt(0).toUpperCase() + reason.slice(1);
  }
  return message;
}
