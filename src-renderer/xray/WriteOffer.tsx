import type { XrayOffer } from '#shared/contract/xray.ts';
import { Button } from '../components/Button.tsx';

interface WriteOfferProps {
  offer: XrayOffer;
  /** The connection is to be opened read-only. */
  readOnly: boolean;
  onAgree: () => void;
}

/** Names what would be written to learn what a save is worth, and asks. */
export function WriteOffer({ offer, readOnly, onAgree }: WriteOfferProps) {
  return (
    <section className="xray-offer" aria-labelledby="xray-offer-title">
      <h4 id="xray-offer-title" className="strong">
        What a save is worth here
      </h4>
      {readOnly ? (
        <p>Not tried, since this connection opens read-only.</p>
      ) : (
        <>
          <p>
            Nothing was written so far. One object can be created, replaced and deleted, whole and in parts,
            to see whether the server refuses a save that comes too late. It is removed again:
          </p>
          <p className="mono">{offer.address}</p>
          <Button variant="outline" onClick={onAgree}>
            Try writing
          </Button>
        </>
      )}
    </section>
  );
}
