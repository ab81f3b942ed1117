import { create } from 'zustand';
import type { PromptAnswer } from '#shared/contract/sign-in.ts';
import type { Prompt } from '#shared/model/sign-in.ts';
import { client } from '../client/client.ts';
import { staySubscribed } from '../client/subscription.ts';

/** What main asks for, so that credentials can be had. */
export const usePrompts = create<{ prompts: readonly Prompt[] }>(() => ({ prompts: [] }));

/**
 * Asks main what it asks for, and stays told: a page that was loaded anew goes on where it was. Called once; answers
 * what was asked for before this page.
 */
export function followPrompts(): Promise<readonly Prompt[]> {
  const before = Promise.withResolvers<readonly Prompt[]>();
  staySubscribed({
    subscribe: (signal) => client.signIn.prompts(undefined, { signal }),
    take: (prompts) => {
      before.resolve(prompts);
      usePrompts.setState({ prompts });
    },
    ended: () => usePrompts.setState({ prompts: [] }),
  });
  return before.promise;
}

/** Hands an answer to main. Rejects where nobody waits for it any more. */
export function answerPrompt({ id }: Prompt, answer: PromptAnswer): Promise<void> {
  return client.signIn.answer({ prompt: id, answer });
}

/** Gives up what is asked for. */
export function cancelPrompt({ id }: Prompt): void {
  client.signIn.cancel({ prompt: id }).catch(() => {
    // Without main, nothing is asked for any more.
    usePrompts.setState({ prompts: [] });
  });
}
