import { useEffect, useState } from 'react';
import type { Cells } from './cells.ts';

/** The cells of a text, read beside the window; null until they are there. What was read before stays meanwhile. */
export function useCells(text: string): Cells | null {
  const [cells, setCells] = useState<Cells | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL('./table-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Cells>) => {
      setCells(data);
      worker.terminate();
    });
    worker.postMessage(text);
    return () => worker.terminate();
  }, [text]);
  return cells;
}
