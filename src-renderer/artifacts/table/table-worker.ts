import { cellsOf } from './cells.ts';

addEventListener('message', ({ data }: MessageEvent<string>) => postMessage(cellsOf(data)));
