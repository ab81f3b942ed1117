import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { Message } from '#shared/format/messages.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { toolNames } from './read-conversation.ts';
import { type Folding, Turn } from './Turn.tsx';

/** A list that scrolls takes the focus, so that the arrow keys can scroll it. */
const readByKeyboard = { tabIndex: 0 };

/** All messages in order. Only those in view are drawn. */
export function ConversationList({ messages, label }: { messages: readonly Message[]; label: string }) {
  const [openParts, setOpenParts] = useState<ReadonlySet<string>>(new Set());
  const folding = useMemo<Folding>(
    () => ({
      isOpen: (part) => openParts.has(part),
      open: (part) => setOpenParts((parts) => new Set(parts).add(part)),
    }),
    [openParts],
  );
  const names = useMemo(() => toolNames(messages), [messages]);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    overscan: 6,
  });
  if (messages.length === 0) {
    return (
      <EmptyState title="No messages">
        <p>The file holds an empty list. What is said in this conversation will be listed here.</p>
      </EmptyState>
    );
  }
  return (
    <section className="conversation" aria-label={label} ref={scroller} {...readByKeyboard}>
      <div className="conversation-rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const message = messages[index];
          if (!message) return null;
          return (
            <div
              key={key}
              data-index={index}
              ref={rows.measureElement}
              className="conversation-row"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Turn message={message} index={index} names={names} folding={folding} />
            </div>
          );
        })}
      </div>
    </section>
  );
}
