import type { StoreColour } from '#shared/model/store.ts';
import './colours.css';

/** The colour that a connection was given, as a small bar; nothing where it has none. */
export function ColourMark({ colour }: { colour: StoreColour | null }) {
  if (colour === null) return null;
  const name = `Marked ${colour}`;
  return <span className={`colour-mark store-colour-${colour}`} role="img" aria-label={name} title={name} />;
}
