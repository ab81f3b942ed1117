import { adoptContent, contentOf, putContent } from './contents.ts';
import {
  addDeletion,
  deletionById,
  deletionsOf,
  pruneDeletions,
  putDeletedFile,
  takeInDeletion,
  undoneFiles,
} from './deletions.ts';
import {
  changeDraft,
  discardDraft,
  dropDraft,
  keepDraft,
  listDrafts,
  moveDraft,
  readDraft,
  settleSaved,
} from './drafts.ts';
import type { Journal } from './journal.ts';
import { editedFiles, editsOfStore, editsRevision, replacedEdits } from './ledger/edits.ts';
import { settleEdit } from './ledger/ledgers.ts';
import { forgetEnded, prunableVersions, removeVersions } from './pruning.ts';
import { beginSave, confirmSave } from './saves.ts';
import { sweepContents } from './sweeping.ts';
import { historyUsage, timelineOf, versionById } from './timeline.ts';
import { displace, dropChange, forgetStore, hashUnder, seeFile } from './versions.ts';
import { isOurs, whoseFiles } from './whose.ts';

/** What can be asked of the database. Its arguments and its result are cloned between threads. */
export type Procedure = (journal: Journal, args: never) => unknown;

/**
 * All that can be asked, each run as one transaction. To add a table: its statements as a step of `schema.ts`, its
 * procedures in a file of their own as functions of the journal and one object, and their names here.
 */
export const reads = {
  'contents.get': contentOf,
  'versions.timeline': timelineOf,
  'versions.one': versionById,
  'versions.usage': historyUsage,
  'versions.prunable': prunableVersions,
  'versions.whose': whoseFiles,
  'versions.ours': isOurs,
  'versions.hashUnder': hashUnder,
  'edits.list': editsOfStore,
  'edits.replaced': replacedEdits,
  'edits.files': editedFiles,
  'edits.revision': editsRevision,
  'deletions.list': deletionsOf,
  'deletions.one': deletionById,
  'drafts.list': listDrafts,
  'drafts.read': readDraft,
} satisfies Record<string, Procedure>;

/** Those that change something, and so wait for other processes that do. */
export const writes = {
  'contents.put': putContent,
  'contents.adopt': adoptContent,
  'contents.sweep': sweepContents,
  'versions.see': seeFile,
  'versions.begin': beginSave,
  'versions.displace': displace,
  'versions.confirm': confirmSave,
  'versions.drop': dropChange,
  'versions.forget': forgetStore,
  'versions.forgetEnded': forgetEnded,
  'versions.remove': removeVersions,
  'edits.settle': settleEdit,
  'deletions.add': addDeletion,
  'deletions.takeIn': takeInDeletion,
  'deletions.put': putDeletedFile,
  'deletions.undone': undoneFiles,
  'deletions.prune': pruneDeletions,
  'drafts.keep': keepDraft,
  'drafts.change': changeDraft,
  'drafts.drop': dropDraft,
  'drafts.move': moveDraft,
  'drafts.discard': discardDraft,
  'drafts.saved': settleSaved,
} satisfies Record<string, Procedure>;

export type Procedures = typeof reads & typeof writes;
