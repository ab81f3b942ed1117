import { create } from 'zustand';

/** What a command from the tree or the palette has to say about what it did, or could not do. */
export interface Said {
  kind: 'info' | 'warning' | 'error' | 'undo';
  /** One or two sentences: what, where, why. */
  text: string;
  actions?: readonly { label: string; run: () => void }[];
}

/** The last of it. It stands below the tree until it is closed or something newer takes its place. */
export const useSaid = create<{ said: Said | null }>(() => ({ said: null }));

export function say(said: Said): void {
  useSaid.setState({ said });
}

/** Takes it away; given what to take, only if it still stands there. */
export function unsay(said?: Said): void {
  useSaid.setState((state) => (said && state.said !== said ? state : { said: null }));
}
