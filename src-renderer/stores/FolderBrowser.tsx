import { type FormEvent, useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Checkbox } from '../components/Checkbox.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { Notice } from '../components/Notice.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { TextField } from '../components/TextField.tsx';
import { FolderList } from './FolderList.tsx';
import { type FolderEntry, shownFolders } from './folder-list.ts';
import { useFolderListing } from './folder-listing.ts';
import { openFolderAt, useOpening } from './open.ts';
import './stores.css';

const close = () => useOpening.setState({ browsing: false });

function Browser() {
  const { listing, problem, loading, go } = useFolderListing();
  const [typed, setTyped] = useState<string | null>(null);
  const [hidden, setHidden] = useState(false);
  const [marked, setMarked] = useState(-1);
  const [refused, setRefused] = useState<string | null>(null);
  const opening = useOpening((state) => state.opening !== null);
  const folders = listing ? shownFolders(listing.folders, hidden) : [];
  const target = folders[marked]?.path ?? listing?.path;

  const walk = (path: string) => {
    setTyped(null);
    setMarked(-1);
    setRefused(null);
    go(path);
  };
  const open = async (path: string) => {
    setRefused(null);
    const outcome = await openFolderAt(path);
    if (outcome.kind === 'opened') close();
    if (outcome.kind === 'failed') setRefused(outcome.error.message);
  };
  const submitPath = (event: FormEvent) => {
    event.preventDefault();
    if (typed?.trim()) walk(typed.trim());
  };
  return (
    <Dialog
      open
      onClose={close}
      width={560}
      title="Open a folder"
      description="The folder that holds sessions/, or one above it. It lies on the machine that this app runs on."
      actions={
        <>
          <Checkbox
            checked={hidden}
            onChange={(next) => {
              setHidden(next);
              setMarked(-1);
            }}
          >
            Hidden folders
          </Checkbox>
          <span className="spacer" />
          <Button variant="outline" large onClick={close}>
            Cancel
          </Button>
          <Button
            variant="primary"
            large
            disabled={!target || opening}
            onClick={() => target && void open(target)}
          >
            {marked >= 0 ? `Open ${nameOf(folders[marked])}` : 'Open this folder'}
          </Button>
        </>
      }
    >
      <form className="folder-path" onSubmit={submitPath}>
        <IconButton
          icon="back"
          label="The folder above"
          disabled={!listing?.parent}
          onClick={() => listing?.parent && walk(listing.parent)}
        />
        <TextField
          mono
          className="spacer"
          aria-label="Path of the folder"
          value={typed ?? listing?.path ?? ''}
          onChange={setTyped}
        />
        <Button variant="outline" large submit disabled={typed === null}>
          Go
        </Button>
      </form>
      {(problem ?? refused) && <Notice kind="error">{problem ?? refused}</Notice>}
      <div className="folder-area" aria-busy={loading}>
        {!listing && !problem && <SkeletonRows label="Listing the folder" rows={6} />}
        {listing && folders.length === 0 && (
          <p className="folder-none">
            {listing.folders.length > 0 ? 'Only hidden folders are in here.' : 'No folders are in here.'}
          </p>
        )}
        {folders.length > 0 && (
          <FolderList
            key={listing?.path}
            folders={folders}
            marked={marked}
            onMark={setMarked}
            onEnter={(folder) => walk(folder.path)}
            onOpen={(folder) => void open(folder.path)}
            onUp={() => listing?.parent && walk(listing.parent)}
          />
        )}
      </div>
    </Dialog>
  );
}

const nameOf = (folder: FolderEntry | undefined) =>
  folder ? (folder.name.length > 24 ? `${folder.name.slice(0, 23)}…` : folder.name) : '';

/** The app's own folder dialog, for a host that has none. */
export function FolderBrowser() {
  const browsing = useOpening((state) => state.browsing);
  return browsing && <Browser />;
}
