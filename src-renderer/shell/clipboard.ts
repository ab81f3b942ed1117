import { say } from './said.ts';

/** Puts text on the clipboard. Answers whether it is there; where the browser does not allow it, says so. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    say({ kind: 'error', text: `The browser does not allow copying. The text is: ${text}` });
    return false;
  }
}
