import { create } from 'zustand';

/** Something long that goes on in the background, shown in the status line. */
export interface Work {
  id: number;
  /** e.g. “Listing prod-memory”. */
  what: string;
  done: number;
  /** Null while unknown. */
  total: number | null;
  /** What the figures count, in words: “1,400 of about 48,000”. */
  figures: string | null;
  stop: (() => void) | null;
}

/** What goes on in the background. */
export const useWork = create<{ work: readonly Work[] }>(() => ({ work: [] }));

let lastId = 0;

export interface WorkHandle {
  update: (progress: Partial<Pick<Work, 'what' | 'done' | 'total' | 'figures'>>) => void;
  end: () => void;
}

/** Shows a piece of work until its handle's `end`. With `stop`, the user can end it. */
export function startWork(what: string, stop: (() => void) | null = null): WorkHandle {
  lastId += 1;
  const id = lastId;
  useWork.setState(({ work }) => ({
    work: [...work, { id, what, done: 0, total: null, figures: null, stop }],
  }));
  return {
    update: (progress) =>
      useWork.setState(({ work }) => ({
        work: work.map((entry) => (entry.id === id ? { ...entry, ...progress } : entry)),
      })),
    end: () => useWork.setState(({ work }) => ({ work: work.filter((entry) => entry.id !== id) })),
  };
}
