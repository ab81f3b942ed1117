import { create } from 'zustand';
import type { BlobHead } from '../blobs.ts';

/** What becomes of a file whose name is taken. */
export type Answer = 'skip' | 'keep-both' | 'replace';

/** What is asked about: the new file, and what is there. */
export interface Conflict {
  name: string;
  file: File;
  existing: BlobHead;
}

/** One answer for all further conflicts of the same drop. */
export interface Rest {
  answer: Answer | null;
  /** Files of the drop; the offer to answer for all is made where there are several. */
  left: number;
}

interface Question {
  conflict: Conflict;
  several: boolean;
  answer: (answer: Answer, all: boolean) => void;
}

/** The one question that is open. */
export const useConflict = create<{ question: Question | null }>(() => ({ question: null }));

let asking: Promise<unknown> = Promise.resolve();

/** Asks what to do, unless it was answered for all before. One question at a time. Rejects when the signal aborts. */
export function askAboutConflict(rest: Rest, conflict: Conflict, signal: AbortSignal): Promise<Answer> {
  const ask = () => {
    if (rest.answer) return Promise.resolve(rest.answer);
    return new Promise<Answer>((resolve, reject) => {
      const done = () => {
        signal.removeEventListener('abort', stop);
        useConflict.setState({ question: null });
      };
      const stop = () => {
        done();
        reject(signal.reason);
      };
      signal.addEventListener('abort', stop);
      const answer = (chosen: Answer, all: boolean) => {
        done();
        if (all) rest.answer = chosen;
        resolve(chosen);
      };
      useConflict.setState({ question: { conflict, several: rest.left > 1, answer } });
    });
  };
  const asked = asking.then(ask, ask);
  asking = asked.catch(() => undefined);
  return asked;
}
