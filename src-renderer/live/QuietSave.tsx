import type { ReactNode } from 'react';
import { sessionOf } from '#shared/format/layout.ts';
import { Link } from '../components/Button.tsx';
import { KeyCaps } from '../components/KeyCaps.tsx';
import { Notice } from '../components/Notice.tsx';
import { SaveWorth } from '../guarantee/SaveWorth.tsx';
import { shortId } from '../shell/names.ts';
import { forgetQuietSave, type Phase, type Savable, saveNow, saveWhenQuiet, useQuiet } from './quiet-save.ts';
import { useIsRunning } from './running.ts';

interface Offer {
  sentence: ReactNode;
  /** What the last link does: stop waiting, or put the offer away. */
  stop: string;
}

function offerOf(session: string, phase: Phase, running: boolean): Offer {
  if (phase === 'waiting') {
    const sentence = 'Not saved yet: it waits until nobody has written to the session for a minute.';
    return { sentence, stop: 'Do not wait' };
  }
  if (!running)
    return { sentence: 'Not saved yet. The session has been quiet for a minute.', stop: 'Not now' };
  const sentence = (
    <>
      Not saved yet: session <b>{shortId(session)}</b> is running. Somebody else wrote to it within the last
      minute. <KeyCaps keys="Mod+S" /> once more saves now.
    </>
  );
  return { sentence, stop: 'Not now' };
}

/** In the pane of what is saved into a running session: save now, or when it is quiet. F6 leads to it. */
export function QuietSave({ document }: { document: Savable }) {
  const phase = useQuiet(({ phases }) => phases.get(document));
  const session = sessionOf(document.key);
  const running = useIsRunning(document.store, session);
  if (!phase || session === null) return null;
  const { sentence, stop } = offerOf(session, phase, running);
  return (
    <section data-region="quiet-save" data-region-inner aria-label="When to save">
      <Notice
        kind={phase === 'waiting' ? 'waiting' : 'outside'}
        actions={
          <>
            <Link onClick={() => void saveNow(document)}>Save now</Link>
            {phase === 'asked' && running && (
              <Link onClick={() => saveWhenQuiet(document)}>Save when it is quiet</Link>
            )}
            <Link onClick={() => forgetQuietSave(document)}>{stop}</Link>
          </>
        }
      >
        {sentence}
        <SaveWorth store={document.store} />
      </Notice>
    </section>
  );
}
