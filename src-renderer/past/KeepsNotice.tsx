import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { keepsVersionsSchema } from '#shared/model/past-session.ts';
import type { StoreId } from '#shared/model/store.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { Notice } from '../components/Notice.tsx';
import { useStore } from '../stores/stores.ts';

type Keeps = z.infer<typeof keepsVersionsSchema>;

/** What is said where a bucket does not keep everything; null where it does. */
export const keepsWords: Readonly<Record<Keeps, string | null>> = {
  yes: null,
  paused:
    'Versioning is suspended in this bucket: what was deleted before is still there, and what is deleted now is gone.',
  no: 'This bucket keeps no versions, so nothing of what others have deleted is there any more. What was deleted here is in Recently deleted.',
  unknown:
    'Whether this bucket keeps versions could not be told: these credentials may not ask (s3:GetBucketVersioning), or the server knows no versions.',
};

/** Says, where it is so, that a bucket does not keep what is deleted. It takes one request. */
export function KeepsNotice({ store }: { store: StoreId }) {
  const isOpen = useStore(store)?.state === 'open';
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => {
    if (!isOpen) return;
    const controller = new AbortController();
    const { signal } = controller;
    client.past.keeps({ store }, { signal }).then(
      (keeps) => setWords(keepsWords[keeps]),
      (error: unknown) => {
        const { cancelled, message } = describeError(error, signal);
        if (!cancelled) setWords(message);
      },
    );
    return () => controller.abort();
  }, [store, isOpen]);
  return words && <Notice kind="info">{words}</Notice>;
}
