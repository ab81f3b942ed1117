import type { TreeItem } from '../tree/item.ts';
import { registerRowActions } from '../tree/row-actions.ts';
import { registerRowDrop } from '../tree/row-drop.ts';
import { askArtifactName } from './rename.ts';
import { saveAs } from './save-as.ts';
import { canUpload, chooseFiles, takeDrop, type UploadPlace } from './upload/take-files.ts';

/** Where files go that are put onto a row; null for rows that take none. */
function placeOf(item: TreeItem | undefined): UploadPlace | null {
  switch (item?.kind) {
    case 'session':
    case 'artifacts':
      return { store: item.store, session: item.session, folder: '' };
    case 'artifact-folder':
      return { store: item.store, session: item.session, folder: item.path };
    default:
      return null;
  }
}

registerRowActions([
  {
    id: 'artifact.upload',
    group: 'new',
    label: 'Upload artifacts…',
    icon: 'upload',
    when: ([item, more]) => !more && placeOf(item) !== null,
    enabled: ([item]) => item !== undefined && canUpload(item.store),
    run: ([item]) => {
      const place = placeOf(item);
      if (place) chooseFiles(place);
    },
  },
  {
    id: 'rename',
    group: 'change',
    label: 'Rename…',
    keys: 'F2',
    when: ([item, more]) => !more && item?.kind === 'artifact',
    enabled: ([item]) => item !== undefined && canUpload(item.store),
    run: ([item]) => {
      if (item?.kind === 'artifact') askArtifactName(item);
    },
  },
  {
    id: 'saveAs',
    group: 'outside',
    label: 'Save as…',
    icon: 'download',
    when: ([item, more]) => !more && (item?.kind === 'artifact' || item?.kind === 'file'),
    run: ([item]) => {
      if (item?.kind === 'artifact' || item?.kind === 'file') saveAs(item.store, item.key);
    },
  },
]);

registerRowDrop({
  accepts: (item, types) => types.includes('Files') && placeOf(item) !== null && canUpload(item.store),
  drop: (item, data) => {
    const place = placeOf(item);
    if (place) void takeDrop(place, data);
  },
});
