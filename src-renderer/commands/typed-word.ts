import { useCallback, useRef } from 'react';

/** Letters typed one after the other within this time are one word, in ms. */
const rest = 800;

/** Takes each letter that is typed in a list, and gives the word that it makes with those before it. */
export function useTypedWord(): (letter: string) => string {
  const typed = useRef({ word: '', at: 0 });
  return useCallback((letter) => {
    const now = performance.now();
    const word = now - typed.current.at < rest ? typed.current.word + letter : letter;
    typed.current = { word, at: now };
    return word;
  }, []);
}
