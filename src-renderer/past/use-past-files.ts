import { useCallback, useEffect, useRef, useState } from 'react';
import type { PastSession } from '#shared/model/past-session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { ifAgreed } from '../meter/costly.ts';

/** What is said in the place of an answer that was not worth what it costs. */
const unwanted = 'The bucket was not asked further. Ask again to be told what it takes.';

interface PastFiles {
  /** Null until the bucket has answered. */
  past: PastSession | null;
  problem: string | null;
  again: () => void;
}

/** What a bucket keeps of a session's deleted files, as of the last time that it was asked. */
export function usePastFiles(store: StoreId, session: string, isOpen: boolean): PastFiles {
  const [answer, setAnswer] = useState<Omit<PastFiles, 'again'>>({ past: null, problem: null });
  const asking = useRef<AbortController | null>(null);
  const agreedFor = useRef<string | null>(null);
  const again = useCallback(() => {
    asking.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    asking.current = controller;
    const ask = (agreed: boolean) => {
      if (agreed) agreedFor.current = session;
      return client.past.files({ store, session, agreed: agreedFor.current === session }, { signal });
    };
    ifAgreed(ask).then(
      (past) => setAnswer((before) => (past ? { past, problem: null } : { ...before, problem: unwanted })),
      (error: unknown) => {
        const { cancelled, message } = describeError(error, signal);
        if (!cancelled) setAnswer((before) => ({ ...before, problem: message }));
      },
    );
  }, [store, session]);
  useEffect(() => {
    if (isOpen) again();
    return () => asking.current?.abort();
  }, [isOpen, again]);
  return { ...answer, again };
}
