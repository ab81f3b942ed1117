import { join } from 'node:path';
import { Database } from '#workers/database/database.ts';
import { describeDiagnostics } from './app/diagnostics.ts';
import { AppEvents } from './app/events.ts';
import { type Home, openHome } from './app/home.ts';
import { type Log, openLog } from './app/log.ts';
import type { SecretStore } from './app/secrets.ts';
import { SettingsService } from './app/settings.ts';
import { Troubles } from './app/troubles.ts';
import { ConnectionService } from './connections/connections.ts';
import { ContentStore } from './content/content-store.ts';
import { KeptKeys } from './credentials/kept-keys.ts';
import { SignIns } from './credentials/sign-ins.ts';
import { DeletedSessionsService } from './deleted-sessions/deleted-sessions.ts';
import { DeletionService } from './deletion/deletion.ts';
import { DocumentService } from './documents/documents.ts';
import { DraftService } from './drafts/drafts.ts';
import { Owners } from './drafts/owners.ts';
import { EditsService } from './edits/edits.ts';
import { Lookouts } from './edits/lookouts.ts';
import { KnownGuarantees } from './guarantee/known.ts';
import { WriteRights } from './guarantee/write-rights.ts';
import { FileKeeper } from './history/file-keeper.ts';
import { HistoryService } from './history/history.ts';
import { LiveService } from './live/live.ts';
import { OwnWrites } from './live/own-writes.ts';
import { Costs } from './meter/costs.ts';
import { Meter } from './meter/meter.ts';
import { environmentProxies, type ProxyFinder } from './network/proxies.ts';
import { DefinitionsService } from './sessions/definitions.ts';
import { SessionEdits } from './sessions/edits.ts';
import { FirstPages } from './sessions/first-pages.ts';
import { SectionsService } from './sessions/sections.ts';
import { SessionService } from './sessions/sessions.ts';
import { BegunUploads } from './stores/begun-uploads.ts';
import { Buckets } from './stores/buckets.ts';
import { OpeningService } from './stores/opening.ts';
import { OutsideService } from './stores/outside.ts';
import { StoreRegistry } from './stores/registry.ts';
import { HandedTexts } from './texts/handed-texts.ts';
import { Tidying } from './tidying.ts';
import { XrayRuns } from './xray/xray-runs.ts';

/** All that the calls of the contract need, made once a process. */
export interface Services {
  readonly home: Home;
  readonly log: Log;
  readonly logFile: string;
  readonly events: AppEvents;
  readonly troubles: Troubles;
  readonly settings: SettingsService;
  readonly stores: StoreRegistry;
  readonly meter: Meter;
  readonly signIns: SignIns;
  readonly opening: OpeningService;
  readonly xray: XrayRuns;
  readonly connections: ConnectionService;
  readonly outside: OutsideService;
  readonly texts: HandedTexts;
  readonly documents: DocumentService;
  readonly sessions: SessionService;
  readonly sessionEdits: SessionEdits;
  readonly sections: SectionsService;
  readonly definitions: DefinitionsService;
  readonly deletion: DeletionService;
  readonly deletedSessions: DeletedSessionsService;
  readonly history: HistoryService;
  readonly edits: EditsService;
  readonly drafts: DraftService;
  /** Where what is read of files is told. */
  readonly keeper: FileKeeper;
  readonly live: LiveService;
  /** Clears away what is kept no longer, now and from time to time: see `Tidying`. */
  tidy(): Promise<void>;
  /** Text to paste for who helps; see `describeDiagnostics`. */
  diagnostics(facts: { host: string; version: string }): Promise<string>;
  close(): Promise<void>;
}

/** Makes them over the given home folder; the host keeps the secrets, and knows the proxies of the system. */
export function createServices(
  homePath: string,
  secrets: SecretStore,
  systemProxy: ProxyFinder = environmentProxies(),
): Services {
  const home = openHome(homePath);
  const logFile = join(home.path, 'logs', 'app.log');
  const log = openLog(logFile);
  const events = new AppEvents();
  const troubles = new Troubles(events);
  const settings = new SettingsService(home);
  const contents = join(home.path, 'content');
  const database = new Database(
    { path: join(home.path, 'journal.db'), contents },
    {
      onWarning(warning) {
        log.warn(warning);
        troubles.set('damaged', warning);
      },
      onKept: (bytes) => tidying.kept(bytes),
      onTrouble: (trouble) => troubles.set('database', trouble?.message ?? null),
    },
  );
  const content = new ContentStore(database, contents);
  const keeper = new FileKeeper(database, content, log, (problem) => troubles.set('found', problem));
  keeper.onFound((store, key) => events.emit({ kind: 'found', store, key }));
  const own = new OwnWrites();
  const signIns = new SignIns(events);
  const rights = new WriteRights(events);
  const stores = new StoreRegistry(home, events, log, { own, keeper, signIns, rights });
  const meter = new Meter(events);
  const firstPages = new FirstPages();
  const texts = new HandedTexts();
  const owners = new Owners(join(home.path, 'owners'));
  const definitions = new DefinitionsService(stores);
  const guarantees = new KnownGuarantees(home, events, log);
  const uploads = new BegunUploads({ home, owners, events, log });
  const kept = new KeptKeys(secrets, (id) => stores.bucketOf(id));
  const buckets = new Buckets({ signIns, kept, systemProxy, guarantees });
  const opening = new OpeningService({ stores, buckets, signIns, meter, firstPages, uploads });
  const outside = new OutsideService(stores);
  const live = new LiveService({ stores, events, settings, own, keeper, log });
  const lookouts = new Lookouts({ stores, database, keeper, live, events, log });
  const history = new HistoryService({ database, stores, keeper, content });
  const costs = new Costs(settings);
  const deletion = new DeletionService({ home, database, stores, content, keeper, costs });
  const tidying: Tidying = new Tidying({ owners, settings, history, deletion, log });
  return {
    home,
    log,
    logFile,
    events,
    troubles,
    settings,
    stores,
    meter,
    signIns,
    opening,
    xray: new XrayRuns({ buckets, signIns, meter }),
    connections: new ConnectionService(stores, buckets),
    outside,
    texts,
    documents: new DocumentService(stores, texts, keeper),
    sessions: new SessionService(stores, definitions, firstPages),
    sessionEdits: new SessionEdits(stores),
    sections: new SectionsService(stores, definitions),
    definitions,
    deletion,
    deletedSessions: new DeletedSessionsService(stores, costs),
    history,
    edits: new EditsService({ database, keeper, events, log }),
    drafts: new DraftService({ database, owners, stores, events, texts, keeper }),
    keeper,
    live,
    tidy: () => tidying.start(),
    diagnostics: async (facts) => describeDiagnostics({ ...facts, logFile, stores: await stores.list() }),
    async close() {
      tidying.close();
      lookouts.close();
      live.close();
      await outside.close();
      signIns.prompts.close();
      await stores.closeAll();
      await guarantees.written();
      signIns.close();
      await keeper.noted();
      await database.close();
      owners.close();
      log.flush();
    },
  };
}
