import { placeOf } from '#shared/format/layout.ts';
import type { StoreId } from '#shared/model/store.ts';
import { registerCommands } from '../commands/commands.ts';
import { writableSession } from '../sessions/selected.ts';
import { registerOverlay } from '../shell/overlays.ts';
import { useSelection } from '../shell/selection.ts';
import { RenameArtifact } from './RenameArtifact.tsx';
import { type ArtifactRef, askArtifactName } from './rename.ts';
import './row-actions.ts';
import { saveAs } from './save-as.ts';
import { ConflictQuestion } from './upload/ConflictQuestion.tsx';
import { refuseStrayDrops } from './upload/stray-drops.ts';
import { canUpload, chooseFiles } from './upload/take-files.ts';

function selectedFile(): { store: StoreId; key: string } | null {
  const { selected } = useSelection.getState();
  return selected?.kind === 'file' ? selected : null;
}

function selectedArtifact(): ArtifactRef | null {
  const file = selectedFile();
  if (!file) return null;
  const place = placeOf(file.key);
  if (place.kind !== 'artifact') return null;
  return { store: file.store, session: place.session, name: place.name };
}

registerCommands([
  {
    id: 'artifact.upload',
    title: 'Upload artifacts…',
    group: 'Session',
    icon: 'upload',
    when: () => writableSession() !== null,
    run: () => {
      const found = writableSession();
      if (found) chooseFiles({ ...found, folder: '' });
    },
  },
  {
    id: 'artifact.rename',
    title: 'Rename the artifact…',
    group: 'File',
    keys: 'F2',
    when: () => canUpload(selectedArtifact()?.store ?? ''),
    run: () => {
      const artifact = selectedArtifact();
      if (artifact) askArtifactName(artifact);
    },
  },
  {
    id: 'file.saveAs',
    title: 'Save a copy of the file as…',
    group: 'File',
    icon: 'download',
    when: () => selectedFile() !== null,
    run: () => {
      const file = selectedFile();
      if (file) saveAs(file.store, file.key);
    },
  },
]);

registerOverlay(RenameArtifact);
registerOverlay(ConflictQuestion);
refuseStrayDrops();
