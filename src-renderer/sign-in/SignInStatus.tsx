import type { Store } from '#shared/model/store.ts';
import { Icon } from '../components/Icon.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { Tooltip } from '../components/Tooltip.tsx';
import { useNow } from '../words/Ago.tsx';
import { signIn } from './sign-in.ts';
import { isUrgent, standingOf, verbOf } from './words.ts';

/** In the status line: until when a store is signed in to, and that somebody has to sign in. */
export function SignInStatus({ store }: { store: Store }) {
  const now = useNow();
  const standing = store.signIn && standingOf(store.signIn, now);
  if (!store.signIn || !standing) return null;
  const { kind, short, sentence } = standing;
  const urgent = isUrgent(standing);
  return (
    <Tooltip
      text={kind === 'running' ? sentence : `${sentence} ${verbOf(store.signIn)} by a click.`}
      side="top"
    >
      <button
        type="button"
        className={urgent ? 'status-item tone-warn' : 'status-item'}
        onClick={() => void signIn(store.id)}
      >
        {kind === 'running' ? <StatusGlyph status="running" /> : <Icon name={urgent ? 'warning' : 'key'} />}
        {short}
      </button>
    </Tooltip>
  );
}
