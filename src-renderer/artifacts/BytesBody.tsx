import { EmptyState } from '../components/EmptyState.tsx';
import { Notice } from '../components/Notice.tsx';
import { nameOfKey } from '../shell/names.ts';
import type { BlobHead } from './blobs.ts';
import { HexView } from './HexView.tsx';
import { ImageView } from './ImageView.tsx';
import { LargeJson } from './json/LargeJson.tsx';
import type { FileKind } from './kinds.ts';
import { LargeTextView } from './LargeTextView.tsx';
import type { Mode } from './view-modes.ts';

interface BytesBodyProps {
  head: BlobHead;
  kind: FileKind;
  mode: Mode;
  onChoose: (mode: Mode) => void;
  /** Looks at the file again, after it changed or could not be read. */
  onAgain: () => void;
}

/** The content of a file that is looked at and not edited. */
export function BytesBody({ head, kind, mode, onChoose, onAgain }: BytesBodyProps) {
  const { store, key, size, version } = head;
  if (size === 0)
    return (
      <EmptyState title="This file is empty">
        <p>It holds no bytes.</p>
      </EmptyState>
    );
  const name = nameOfKey(key);
  // Another version is another content: nothing of the old one may stay on the screen.
  const shown = { key: `${version} ${size}`, blob: { store, key, size, version } };
  switch (mode) {
    case 'picture':
      return <ImageView {...shown} name={name} onBytes={() => onChoose('bytes')} />;
    case 'bytes':
      return (
        <>
          {kind.viewer === 'pdf' && (
            <Notice kind="info">
              A PDF is not drawn here. These are its bytes; save it to read it in another program.
            </Notice>
          )}
          <HexView {...shown} onAgain={onAgain} />
        </>
      );
    case 'tree':
      return <LargeJson {...shown} name={name} onSource={() => onChoose('source')} onAgain={onAgain} />;
    default:
      return (
        <>
          <Notice kind="readonly">
            This file is too large to be edited here. It is shown read-only, a part at a time.
          </Notice>
          <LargeTextView {...shown} onAgain={onAgain} />
        </>
      );
  }
}
