import type { SecretStore } from '#services/app/secrets.ts';
import type { HostCapabilities } from '#shared/model/app.ts';

/**
 * The one interface between the app and what it runs in. A host that lacks a member does not compile; one that
 * cannot do a thing says so in its capabilities, and then the member rejects `UNSUPPORTED`.
 */
export interface Host {
  readonly kind: 'electron' | 'web';
  readonly capabilities: HostCapabilities;
  readonly secrets: SecretStore;
  /** Asks the user for a folder; null when dismissed. */
  pickFolder(): Promise<string | null>;
  /** Shows a file or folder in the system's file manager. */
  reveal(path: string): Promise<void>;
  /** Opens a file (a copy, outside every store) in the program that the system has for it. */
  openOutside(path: string): Promise<void>;
  /** The renderer has answered a `closing` event. */
  answerClose(close: boolean): void;
  /** How many documents are unsaved: whether a close must ask. */
  setUnsaved(count: number): void;
}
