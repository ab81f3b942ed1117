import { useState } from 'react';
import { Link } from '../components/Button.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Notice } from '../components/Notice.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { type BlobRef, urlOf } from './blobs.ts';
import { nextZoom, type Zoom, zoomByKey } from './zoom.ts';
import './image.css';

interface ImageViewProps {
  blob: BlobRef;
  name: string;
  /** Shows the bytes instead. */
  onBytes: () => void;
}

/** A picture, drawn by the browser from the file's address: nothing in it can run. */
export function ImageView({ blob, name, onBytes }: ImageViewProps) {
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [broken, setBroken] = useState(false);
  if (broken)
    return (
      <Notice kind="error" actions={<Link onClick={onBytes}>Show its bytes</Link>}>
        This picture cannot be drawn. The file is damaged, or of another kind than its name says.
      </Notice>
    );
  const fits = zoom === 'fit';
  return (
    <div className="image">
      <div className="image-head">
        <Segmented
          label="Size"
          value={fits ? 'fit' : zoom === 1 ? 'actual' : 'zoomed'}
          options={[
            { value: 'fit', label: 'Fit' },
            { value: 'actual', label: 'Actual size' },
          ]}
          onChange={(value) => setZoom(value === 'fit' ? 'fit' : 1)}
        />
        <IconButton icon="minus" label="Smaller" keys="-" onClick={() => setZoom(nextZoom(zoom, -1))} />
        <IconButton icon="plus" label="Larger" keys="+" onClick={() => setZoom(nextZoom(zoom, 1))} />
        <span className="small text-2" role="status">
          {size && `${size.width} × ${size.height} px`}
          {!fits && `, at ${Math.round(zoom * 100)} %`}
        </span>
      </div>
      <div className={fits ? 'image-ground image-fit' : 'image-ground'}>
        <button
          type="button"
          className="image-frame"
          aria-label={fits ? `${name}: show in its actual size` : `${name}: fit into the window`}
          onClick={() => setZoom(fits ? 1 : 'fit')}
          onKeyDown={({ key, ctrlKey, metaKey }) => {
            const next = ctrlKey || metaKey ? null : zoomByKey(key, zoom);
            if (next !== null) setZoom(next);
          }}
        >
          <img
            src={urlOf(blob)}
            alt=""
            draggable={false}
            // Drawings may have a shape and no width of their own: without one they would have none at all.
            style={size ? { width: size.width * (fits ? 1 : zoom) } : undefined}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              setSize({ width: naturalWidth, height: naturalHeight })
            }
            onError={() => setBroken(true)}
          />
        </button>
      </div>
    </div>
  );
}
