import { EmptyState } from '../components/EmptyState.tsx';
import { nameOfKey } from '../shell/names.ts';
import type { BlobHead } from './blobs.ts';
import { HexView } from './HexView.tsx';
import { ImageView } from './ImageView.tsx';
import type { FileKind } from './kinds.ts';
import { LargeTextView } from './LargeTextView.tsx';
import { chooseMode, type Mode } from './view-modes.ts';

interface FileBodyProps {
  head: BlobHead;
  kind: FileKind;
  mode: Mode;
  tabId: string;
  /** Looks at the file again, after it changed or could not be read. */
  onAgain: () => void;
}

/** A file's content, in one of the ways that fit it. */
export function FileBody({ head, mode, tabId, onAgain }: FileBodyProps) {
  const { store, key, size, version } = head;
  // Another version is another content: nothing of the old one may stay on the screen.
  const identity = `${version} ${size}`;
  if (size === 0)
    return (
      <EmptyState title="This file is empty">
        <p>It holds no bytes.</p>
      </EmptyState>
    );
  const blob = { store, key, size, version };
  switch (mode) {
    case 'picture':
      return (
        <ImageView
          key={identity}
          blob={blob}
          name={nameOfKey(key)}
          onBytes={() => chooseMode(tabId, 'bytes')}
        />
      );
    case 'bytes':
      return <HexView key={identity} blob={blob} onAgain={onAgain} />;
    default:
      return <LargeTextView key={identity} blob={blob} onAgain={onAgain} />;
  }
}
