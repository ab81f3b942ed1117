import { z } from 'zod';
import type { BegunUpload, UploadNotes } from '#storage/s3/parts.ts';
import type { AppEvents } from '../app/events.ts';
import type { Home } from '../app/home.ts';
import type { Log } from '../app/log.ts';
import type { Owners } from '../drafts/owners.ts';

const file = 'uploads.json';

const noteSchema = z.object({
  store: z.string(),
  /** Process that sends it. */
  owner: z.string(),
  bucket: z.string(),
  object: z.string(),
  id: z.string(),
});

type Note = z.infer<typeof noteSchema>;

const fileSchema = z.array(noteSchema);

interface Parts {
  readonly home: Home;
  readonly owners: Owners;
  readonly events: AppEvents;
  readonly log: Log;
}

/**
 * Uploads in parts that are under way, written down in the app's home: what a crash leaves of them in a bucket, or a
 * store that was closed before it could be removed, is removed when that is opened again.
 */
export class BegunUploads {
  readonly #parts: Parts;
  /** Ids of those that this process is sending. */
  readonly #running = new Set<string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** For the uploads of one store. */
  notesFor(store: string): UploadNotes {
    const { owners, events, log } = this.#parts;
    const isSame = (note: Note, upload: BegunUpload) => note.store === store && note.id === upload.id;
    return {
      begun: (upload) => {
        this.#running.add(upload.id);
        return this.#change((notes) => {
          owners.hold();
          return [...notes, { store, owner: owners.id, ...upload }];
        });
      },
      unanswered: ({ bucket, object }) => {
        const place = `s3://${bucket}/${object}`;
        log.warn({ store, place }, 'An upload without parts may stay open: its beginning was not answered');
      },
      ended: (upload) => {
        this.#running.delete(upload.id);
        return this.#change((notes) => notes.filter((note) => !isSame(note, upload)));
      },
      left: ({ bucket, object, id }) => {
        this.#running.delete(id);
        log.warn({ store, upload: id }, 'Parts of an upload could not be removed yet');
        events.emit({ kind: 'parts-left', store, place: `s3://${bucket}/${object}` });
      },
      orphans: async () => {
        const notes = await this.#parts.home.readJson(file, fileSchema, []);
        const isSent = ({ owner, id }: Note) =>
          owner === owners.id ? this.#running.has(id) : owners.isAlive(owner);
        return notes.filter((note) => note.store === store && !isSent(note));
      },
    };
  }

  /** An upload is not refused because it cannot be written down. */
  async #change(change: (notes: Note[]) => Note[]): Promise<void> {
    const { home, log } = this.#parts;
    try {
      await home.updateJson(file, fileSchema, [], change);
    } catch (error) {
      log.warn({ err: error }, 'It could not be written down which uploads are under way');
    }
  }
}
