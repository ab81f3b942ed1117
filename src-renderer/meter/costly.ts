import { create } from 'zustand';
import { describeError } from '../client/errors.ts';

interface Question {
  /** What it costs and why. */
  text: string;
  answer: (agreed: boolean) => void;
}

/** What is being asked before something costly. */
export const useCostQuestion = create<{ question: Question | null }>(() => ({ question: null }));

function ask(text: string): Promise<boolean> {
  useCostQuestion.getState().question?.answer(false);
  return new Promise((resolve) => {
    const answer = (agreed: boolean) => {
      useCostQuestion.setState({ question: null });
      resolve(agreed);
    };
    useCostQuestion.setState({ question: { text, answer } });
  });
}

/**
 * Does something that may cost very many requests: where main says so, the user is asked, and it is done again with
 * `agreed`. Answers null where the user does not want it.
 */
export async function ifAgreed<T>(work: (agreed: boolean) => Promise<T>): Promise<T | null> {
  try {
    return await work(false);
  } catch (error) {
    const { code, message } = describeError(error);
    if (code !== 'COSTLY') throw error;
    return (await ask(message)) ? work(true) : null;
  }
}
