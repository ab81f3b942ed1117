import { useSyncExternalStore } from 'react';
import { useSettings } from '../settings/settings.ts';
import { themeNames } from './themes.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  dark.addEventListener('change', listener);
  return () => dark.removeEventListener('change', listener);
}

/** The name of the editor's theme: the user's choice, or what the system follows. */
export function useEditorTheme(): string {
  const chosen = useSettings((state) => state.theme);
  const systemIsDark = useSyncExternalStore(subscribe, () => dark.matches);
  const scheme = chosen === 'system' ? (systemIsDark ? 'dark' : 'light') : chosen;
  return themeNames[scheme];
}
