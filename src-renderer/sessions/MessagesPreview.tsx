import { useMemo } from 'react';
import { isStoreError } from '#shared/errors.ts';
import type { FileFacts } from '#shared/model/session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { Button, Link } from '../components/Button.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { openTab } from '../shell/tabs.ts';
import { formatBytes, plural } from '../words/numbers.ts';
import { MessageRow } from './MessageRow.tsx';
import { PartHead } from './PartHead.tsx';
import { digestOf, type MessagesDigest } from './preview-messages.ts';
import { type SmallText, useSmallText } from './use-small-text.ts';

function read(text: SmallText): { digest: MessagesDigest } | { problem: string } | null {
  if (text.state !== 'read') return null;
  try {
    return { digest: digestOf(text.text) };
  } catch (error) {
    if (isStoreError(error)) return { problem: error.message };
    throw error;
  }
}

function noteOf(file: FileFacts, digest: MessagesDigest | null): string {
  if (!digest) return `messages.json, ${formatBytes(file.size)}`;
  const errors = digest.errors > 0 ? `, ${plural(digest.errors, 'tool error')}` : '';
  return `${plural(digest.count, 'message')}${errors}`;
}

/** The beginning and the end of a session's conversation. */
export function MessagesPreview({ store, file }: { store: StoreId; file: FileFacts | null }) {
  const text = useSmallText(store, file);
  const result = useMemo(() => read(text), [text]);
  if (!file) return null;
  const open = () => openTab({ kind: 'conversation', store, key: file.key });
  const digest = result && 'digest' in result ? result.digest : null;
  return (
    <section className="session-part" aria-label="Messages">
      <PartHead title="Messages" note={noteOf(file, digest)}>
        <Button onClick={open}>Open</Button>
      </PartHead>
      {text.state === 'loading' && <SkeletonRows label="Loading the messages" />}
      {text.state === 'too-large' && (
        <p className="session-empty">The conversation is too long for a preview.</p>
      )}
      {text.state === 'failed' && <Notice kind="error">{text.message}</Notice>}
      {result && 'problem' in result && (
        <Notice kind="warning" actions={<Link onClick={open}>Open the file</Link>}>
          {result.problem}
        </Notice>
      )}
      {digest?.count === 0 && <p className="session-empty">The conversation is empty.</p>}
      {digest && (
        <ol className="messages">
          {digest.first.map((message, index) => (
            <MessageRow key={`first ${index.toString()}`} message={message} />
          ))}
          {digest.hidden > 0 && (
            <li className="message-more">
              <Link onClick={open}>{plural(digest.hidden, 'more message')}</Link>
            </li>
          )}
          {digest.last.map((message, index) => (
            <MessageRow key={`last ${index.toString()}`} message={message} />
          ))}
        </ol>
      )}
    </section>
  );
}
