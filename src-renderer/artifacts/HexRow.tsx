import type { PointerEvent } from 'react';
import { bytesPerRow, formatOffset, placeAt, segmentsOf, startOfPlace } from './hex-rows.ts';

interface HexRowProps {
  row: number;
  digits: number;
  /** Null while they are on their way. */
  bytes: Uint8Array | null;
  /** Which byte of the row is chosen; null where none is. */
  cursor: number | null;
  onChoose: (offset: number) => void;
}

/** One row of the hex view: few elements, because every scroll step draws all rows in sight. */
export function HexRow({ row, digits, bytes, cursor, onChoose }: HexRowProps) {
  const start = row * bytesPerRow;
  const choose = (event: PointerEvent, characters: number, toPlace: (character: number) => number) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = toPlace(((event.clientX - left) / width) * characters);
    if (bytes && place < bytes.length) onChoose(start + place);
  };
  const { hex, text } = segmentsOf(bytes ?? new Uint8Array());
  return (
    <div className="hex-row" data-chosen={cursor !== null}>
      <span className="hex-offset">{formatOffset(start, digits)}</span>
      <span className="hex-bytes" onPointerDown={(event) => choose(event, 49, placeAt)}>
        {cursor !== null && (
          <span className="hex-chosen" style={{ left: `${startOfPlace(cursor)}ch`, width: '2ch' }} />
        )}
        {hex.map(({ at, zero, words }) =>
          zero ? (
            <span key={at} className="hex-zero">
              {words}
            </span>
          ) : (
            words
          ),
        )}
      </span>
      <span className="hex-text" onPointerDown={(event) => choose(event, bytesPerRow, Math.floor)}>
        {cursor !== null && <span className="hex-chosen" style={{ left: `${cursor}ch`, width: '1ch' }} />}
        {text}
      </span>
    </div>
  );
}
