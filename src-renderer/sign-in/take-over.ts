import type { Prompt } from '#shared/model/sign-in.ts';
import { say } from '../shell/said.ts';
import { connectStore } from '../stores/actions.ts';
import { storeById } from '../stores/stores.ts';

/**
 * The page was loaded anew while somebody signed in: connects what waits for it, so that it opens as if the page had
 * stayed. What was tried from a form went with the form's keys, so it is said what to press.
 */
export function takeOver(prompts: readonly Prompt[]): void {
  for (const { store, name } of prompts.flatMap((prompt) => [prompt, ...prompt.also])) {
    if (store === null) {
      const text = `The page was loaded anew while ${name} was signed in to. Once that is done, connect or test it again.`;
      say({ kind: 'info', text });
    } else if (storeById(store)?.state === 'remembered') void connectStore(store);
  }
}
