import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { OpenDocument } from '../../documents/open-document.ts';
import { revealText } from '../../documents/reveal.ts';
import { useBufferText } from '../../documents/use-buffer-text.ts';
import { nameOfKey } from '../../shell/names.ts';
import { JsonTree } from './JsonTree.tsx';

interface JsonDocumentProps {
  document: OpenDocument;
  /** The editor. */
  source: ReactNode;
  /** Whether the editor stands beside the tree. */
  both: boolean;
  onSource: () => void;
}

/** A JSON file as a tree that follows its edits, alone or beside its source. */
export function JsonDocument({ document, source, both, onSource }: JsonDocumentProps) {
  const text = useBufferText(document.buffer);
  const tree = (
    <JsonTree
      text={text}
      name={nameOfKey(document.key)}
      onChoose={both ? (start, end) => void revealText(document, start, end) : undefined}
      onSource={onSource}
    />
  );
  if (!both) return tree;
  return (
    <Group className="json-split" orientation="horizontal">
      <Panel id="tree" minSize="20%" defaultSize="50%">
        {tree}
      </Panel>
      <Separator className="frame-separator" aria-label="Width of tree and source" />
      <Panel id="source" minSize="20%">
        <div className="json-source">{source}</div>
      </Panel>
    </Group>
  );
}
