import { useEffect, useState } from 'react';
import { useAppInfo } from '../shell/app-info.ts';
import { say } from '../shell/said.ts';
import { openFolderAt } from './open.ts';

declare global {
  interface Window {
    /** What the desktop's preload hands to the page; absent in a browser. */
    agentflow?: { pathForDrop: (file: File) => string };
  }
}

async function openDropped(file: File): Promise<void> {
  const path = window.agentflow?.pathForDrop(file);
  if (!path) {
    const text =
      'A browser does not tell where a dropped folder lies, so it cannot be opened. Open it by its path instead.';
    say({ kind: 'warning', text });
    return;
  }
  const outcome = await openFolderAt(path);
  if (outcome.kind === 'failed') say({ kind: 'error', text: outcome.error.message });
}

/** Opens a folder that is dropped on the window while the caller is shown. True while one hovers that can be opened. */
export function useFolderDrop(): boolean {
  const [over, setOver] = useState(false);
  const able = useAppInfo((state) => state.info?.capabilities.dropPath === true);
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (event.defaultPrevented || !file) return;
      event.preventDefault();
      void openDropped(file);
    };
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener('dragover', onDragOver, { signal });
    window.addEventListener('dragleave', onDragLeave, { signal });
    window.addEventListener('drop', onDrop, { signal });
    return () => listening.abort();
  }, []);
  return over && able;
}
