/**
 * The session system of AgentFlow for TypeScript: sessions, scratchpads, artifacts, histories and prompts over
 * any storage. It reads what the Python library writes, and writes what it reads.
 *
 * @module agentflow-sessions
 */
export type { ArtifactStoreOptions } from '#core/artifact-store.ts';
export { ArtifactStore } from '#core/artifact-store.ts';
export {
  ContextAssembler,
  type ContextAssemblerOptions,
  type ContextRequest,
} from '#core/context/context-assembler.ts';
export { type PromptVariables, promptVariables, renderPrompt } from '#core/context/prompt-template.ts';
export { type Config, ConfigLoader, type ConfigLoaderOptions } from '#core/definitions/config-loader.ts';
export type { DefinitionProblem } from '#core/definitions/context-tree.ts';
export type { Definition } from '#core/definitions/definition.ts';
export type {
  AgentConfig,
  ContextProfile,
  DomainConfig,
  MemoryConfig,
  RouterConfig,
  WorkflowConfig,
  WorkflowNode,
} from '#core/definitions/schemas.ts';
export { WorkflowDAG } from '#core/definitions/workflow-dag.ts';
export {
  FileMemory,
  type FileMemoryOptions,
  type FoundMemory,
  type MemoryStore,
} from '#core/file-memory.ts';
export { HistoryPersistence, type HistoryStore } from '#core/history/history-persistence.ts';
export { MultiUserHistory, type MultiUserHistoryOptions } from '#core/history/multi-user-history.ts';
export { Scratchpad, type ScratchpadOptions } from '#core/scratchpad.ts';
export { Session } from '#core/session.ts';
export { type NewSession, SessionManager } from '#core/session-manager.ts';
export { type ErrorCode, type ErrorData, isStoreError, StoreError } from '#shared/errors.ts';
export type { MemoryMetadata } from '#shared/format/memory.ts';
export type { Message, MessageInput, Role, ToolCall, ToolResult } from '#shared/format/messages.ts';
export type { JsonObject, JsonValue } from '#shared/format/python-json.ts';
export * from '#storage/index.ts';
