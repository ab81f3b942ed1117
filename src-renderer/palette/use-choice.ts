import { useEffect, useRef, useState } from 'react';
import { describeError } from '../client/errors.ts';
import { closePalette } from './palette-store.ts';
import type { Candidate } from './search.ts';

interface Said {
  text: string;
  failed: boolean;
}

/** Goes to what is chosen. What has to be looked for first keeps the palette open until it is found. */
export function useChoice(): {
  said: Said | null;
  choose: (candidate: Candidate) => void;
  /** What was said is about something else than what stands in the field now. */
  forget: () => void;
} {
  const [said, setSaid] = useState<Said | null>(null);
  const looking = useRef<AbortController | null>(null);
  useEffect(() => () => looking.current?.abort(), []);
  const forget = () => {
    looking.current?.abort();
    setSaid(null);
  };
  const choose = ({ name, run, look }: Candidate) => {
    if (!look) {
      closePalette();
      // After the palette has given the focus back, so that what opens can take it.
      setTimeout(run, 0);
      return;
    }
    forget();
    const controller = new AbortController();
    looking.current = controller;
    const { signal } = controller;
    setSaid({ text: `Looking for “${name}”`, failed: false });
    const wait = look(signal).catch((error: unknown) => describeError(error).message);
    void wait.then((problem) => {
      if (signal.aborted) return;
      if (problem === null) closePalette();
      else setSaid({ text: problem, failed: true });
    });
  };
  return { said, choose, forget };
}
