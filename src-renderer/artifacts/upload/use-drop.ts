import { type DragEvent, useState } from 'react';
import { canUpload, takeDrop, type UploadPlace } from './take-files.ts';

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** Makes an element take dropped files. Spread what it answers on the element. */
export function useDrop(place: UploadPlace) {
  const [over, setOver] = useState(false);
  return {
    'data-over': over || undefined,
    onDragOver(event: DragEvent) {
      if (!holdsFiles(event) || !canUpload(place.store)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    },
    onDragLeave(event: DragEvent) {
      const to = event.relatedTarget;
      if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
    },
    onDrop(event: DragEvent) {
      setOver(false);
      if (!holdsFiles(event) || !canUpload(place.store)) return;
      event.preventDefault();
      void takeDrop(place, event.dataTransfer);
    },
  };
}
