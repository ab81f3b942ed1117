import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { describeError } from '../client/errors.ts';
import { stepOf } from '../commands/list-keys.ts';
import { Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { TextField } from '../components/TextField.tsx';
import { formatBytes, plural } from '../words/numbers.ts';
import { BigList, type BigListHandle } from './BigList.tsx';
import type { BlobRef } from './blobs.ts';
import { rowsPerBlock } from './row-index.ts';
import { TextSource } from './text-source.ts';
import './large-text.css';

function useTextSource({ store, key, size, version }: BlobRef): TextSource | null {
  const [source, setSource] = useState<TextSource | null>(null);
  useEffect(() => {
    const opened = new TextSource({ store, key, size, version });
    const stop = new AbortController();
    setSource(opened);
    void opened.findRows(stop.signal);
    return () => {
      stop.abort();
      opened.close();
    };
  }, [store, key, size, version]);
  return source;
}

/** A text of any size, to read. Its bytes are fetched as they come into sight. */
export function LargeTextView({ blob, onAgain }: { blob: BlobRef; onAgain: () => void }) {
  const source = useTextSource(blob);
  if (!source) return <SkeletonRows label="Loading the text" />;
  return <Rows source={source} size={blob.size} onAgain={onAgain} />;
}

interface RowsProps {
  source: TextSource;
  size: number;
  onAgain: () => void;
}

function Rows({ source, size, onAgain }: RowsProps) {
  useSyncExternalStore(source.subscribe, source.changes);
  const list = useRef<BigListHandle>(null);
  const { rows } = source.index;
  const [sight, setSight] = useState({ first: 0, end: 0 });
  const onSight = useCallback((first: number, end: number) => setSight({ first, end }), []);
  // Where the block in sight ends is known a little later than that it begins.
  const known = Math.min(rows, sight.end + rowsPerBlock);
  // The last row is known by its beginning before the text has been walked over.
  const { found } = source;
  useEffect(() => {
    if (known > 0 || found === 'all') source.want(sight.first, sight.end);
  }, [source, sight, known, found]);
  const gutter = `${Math.max(3, source.index.lines.toString().length)}ch`;

  return (
    <div className="large-text">
      <Head source={source} size={size} onGo={(row) => list.current?.reveal(row)} />
      {source.error !== null && (
        <Notice kind="error" actions={<Link onClick={onAgain}>Read it again</Link>}>
          {describeError(source.error).message}
        </Notice>
      )}
      <BigList
        ref={list}
        className="large-text-rows"
        role="textbox"
        tabIndex={0}
        aria-label="Text"
        aria-multiline
        aria-readonly
        rows={rows}
        rowHeight={20}
        onSight={onSight}
        onKeyDown={(event) => {
          const step = stepOf(event.key, list.current?.page() ?? 1);
          if (step === null || event.altKey) return;
          event.preventDefault();
          list.current?.scrollBy(step);
        }}
        renderRow={(row) => {
          const text = source.row(row);
          return (
            <div key={row} className="large-text-row" style={{ gridTemplateColumns: `${gutter} auto` }}>
              <span className="large-text-line">{text?.line ?? ''}</span>
              <span>{text?.text ?? ''}</span>
            </div>
          );
        }}
      />
    </div>
  );
}

interface HeadProps {
  source: TextSource;
  size: number;
  onGo: (row: number) => void;
}

/** How much is known, and a field to go to a line. */
function Head({ source, size, onGo }: HeadProps) {
  const [text, setText] = useState('');
  const line = /^\d{1,12}$/.test(text.trim()) ? Number(text) : null;
  const wrong = text !== '' && (line === null || line < 1 || line > source.index.lines);
  const lines = plural(source.index.lines, 'line');
  const words =
    source.found === 'looking'
      ? `${lines} until now, ${formatBytes(source.index.offset)} of ${formatBytes(size)} read`
      : lines;
  const go = async () => {
    const row = line === null ? null : await source.rowOfLine(line, AbortSignal.timeout(30_000));
    if (row !== null) onGo(row);
  };
  return (
    <form
      className="large-text-head"
      onSubmit={(event) => {
        event.preventDefault();
        go().catch(() => undefined);
      }}
    >
      <TextField
        aria-label="Go to line"
        aria-invalid={wrong || undefined}
        className="large-text-goto"
        placeholder="Go to line"
        inputMode="numeric"
        value={text}
        onChange={setText}
      />
      <span className="ellipsis small text-2">{words}</span>
    </form>
  );
}
