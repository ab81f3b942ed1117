import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { describeError } from '../client/errors.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { TextField } from '../components/TextField.tsx';
import { BigList, type BigListHandle } from './BigList.tsx';
import { type BlobRef, fetchRange } from './blobs.ts';
import { HexRow } from './HexRow.tsx';
import { bytesPerRow, describeByte, moveCursor, offsetDigits, parseOffset } from './hex-rows.ts';
import { PagedBytes } from './paged-bytes.ts';
import './hex.css';

interface HexViewProps {
  blob: BlobRef;
  /** The byte to begin at. */
  start?: number;
  /** Looks at the file again, after reading failed. */
  onAgain: () => void;
}

/** Bytes as hexadecimal and ASCII. Only what is in sight is fetched. */
export function HexView({ blob, start = 0, onAgain }: HexViewProps) {
  const { store, key, size, version } = blob;
  const pages = useMemo(
    () =>
      new PagedBytes(size, (from, end, signal) =>
        fetchRange({ store, key, size, version }, from, end, signal),
      ),
    [store, key, size, version],
  );
  useEffect(() => () => pages.close(), [pages]);
  useSyncExternalStore(pages.subscribe, pages.changes);
  const list = useRef<BigListHandle>(null);
  const [cursor, setCursor] = useState(Math.min(start, size - 1));
  const digits = offsetDigits(size);

  const onSight = useCallback(
    (first: number, end: number) => {
      pages.want(first * bytesPerRow, end * bytesPerRow);
    },
    [pages],
  );
  const goTo = (offset: number) => {
    setCursor(offset);
    list.current?.reveal(Math.floor(offset / bytesPerRow));
  };
  useEffect(() => list.current?.reveal(Math.floor(start / bytesPerRow)), [start]);

  return (
    <div className="hex">
      <HexHead size={size} words={describeByte(cursor, pages.slice(cursor, cursor + 1)?.[0])} onGo={goTo} />
      {pages.error !== null && (
        <Notice kind="error" actions={<Link onClick={onAgain}>Read it again</Link>}>
          {describeError(pages.error).message}
        </Notice>
      )}
      <BigList
        ref={list}
        className="hex-rows"
        role="textbox"
        tabIndex={0}
        aria-label="Bytes"
        aria-multiline
        aria-readonly
        rows={Math.ceil(size / bytesPerRow)}
        rowHeight={20}
        onSight={onSight}
        onKeyDown={(event) => {
          const target = moveCursor(cursor, event, { size, page: list.current?.page() ?? 1 });
          if (target === null || event.altKey) return;
          event.preventDefault();
          goTo(target);
        }}
        renderRow={(row) => (
          <HexRow
            key={row}
            row={row}
            digits={digits}
            bytes={pages.slice(row * bytesPerRow, (row + 1) * bytesPerRow)}
            cursor={Math.floor(cursor / bytesPerRow) === row ? cursor % bytesPerRow : null}
            onChoose={setCursor}
          />
        )}
      />
    </div>
  );
}

interface HexHeadProps {
  size: number;
  words: string;
  onGo: (offset: number) => void;
}

/** What is chosen, and a field to go elsewhere. */
function HexHead({ size, words, onGo }: HexHeadProps) {
  const [text, setText] = useState('');
  const offset = parseOffset(text);
  const wrong = text !== '' && (offset === null || offset >= size);
  return (
    <form
      className="hex-head"
      onSubmit={(event) => {
        event.preventDefault();
        if (offset !== null && offset < size) onGo(offset);
      }}
    >
      <TextField
        aria-label="Go to offset"
        aria-invalid={wrong || undefined}
        title={wrong ? `An offset up to 0x${(size - 1).toString(16)} is expected` : undefined}
        className="hex-goto"
        placeholder="Go to offset, e.g. 0x1f4 or 500"
        value={text}
        onChange={setText}
      />
      <span className="ellipsis small text-2" role="status">
        {words}
      </span>
    </form>
  );
}
