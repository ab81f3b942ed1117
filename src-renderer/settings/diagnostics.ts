import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { copyText } from '../shell/clipboard.ts';
import { say } from '../shell/said.ts';

/** Copies versions, kinds of stores and the last log events, without names and secrets. Answers whether it worked. */
export async function copyDiagnostics(): Promise<boolean> {
  try {
    return await copyText(await client.app.diagnostics());
  } catch (error) {
    say({ kind: 'error', text: describeError(error).message });
    return false;
  }
}
