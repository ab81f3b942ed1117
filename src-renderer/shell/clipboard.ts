import { say } from './said.ts';

/** Puts text on the clipboard; says so where the browser does not allow it. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    say({ kind: 'error', text: `The browser does not allow copying. The text is: ${text}` });
  }
}
