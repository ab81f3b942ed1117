import { bytesPerRow, formatByte, formatCharacter, formatOffset } from './hex-rows.ts';

interface HexRowProps {
  row: number;
  digits: number;
  /** Null while they are on their way. */
  bytes: Uint8Array | null;
  /** Which byte of the row is chosen; null where none is. */
  cursor: number | null;
  onChoose: (offset: number) => void;
}

function cellClass(byte: number | undefined, chosen: boolean): string | undefined {
  if (chosen) return 'hex-chosen';
  return byte === 0 ? 'hex-zero' : undefined;
}

/** One row of the hex view. */
export function HexRow({ row, digits, bytes, cursor, onChoose }: HexRowProps) {
  const start = row * bytesPerRow;
  const places = Array.from({ length: bytesPerRow }, (_, place) => place);
  const choose = (place: number) => {
    if (bytes && place < bytes.length) onChoose(start + place);
  };
  return (
    <div className="hex-row" data-chosen={cursor !== null}>
      <span className="hex-offset">{formatOffset(start, digits)}</span>
      <span className="hex-bytes">
        {places.map((place) => (
          // The keyboard chooses bytes on the grid itself.
          <span
            key={place}
            className={cellClass(bytes?.[place], cursor === place)}
            onPointerDown={() => choose(place)}
          >
            {bytes ? formatByteAt(bytes, place) : '··'}
          </span>
        ))}
      </span>
      <span className="hex-text">
        {places.map((place) => (
          <span
            key={place}
            className={cellClass(bytes?.[place], cursor === place)}
            onPointerDown={() => choose(place)}
          >
            {bytes && place < bytes.length ? formatCharacter(bytes[place] ?? 0) : ' '}
          </span>
        ))}
      </span>
    </div>
  );
}

function formatByteAt(bytes: Uint8Array, place: number): string {
  const byte = bytes[place];
  return byte === undefined ? '  ' : formatByte(byte);
}
