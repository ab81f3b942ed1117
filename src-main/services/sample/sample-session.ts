import type { MessageInput } from '#shared/format/messages.ts';
import type { JsonValue } from '#shared/format/python-json.ts';

/** A session of the sample, as its data file describes it. */
export interface SampleSession {
  readonly id: string;
  readonly agent: string;
  readonly workflow: string;
  readonly status: 'active' | 'completed' | 'error';
  readonly startedMinutesAgo: number;
  readonly metadata?: { readonly [key: string]: JsonValue };
  /** What is odd about its record, if anything. */
  readonly record?: RecordKind;
  readonly nodes: readonly SampleNode[];
  readonly messages?: readonly MessageInput[];
  /** Text and bytes by name; everything else is stored as JSON. */
  readonly artifacts?: { readonly [name: string]: string | Uint8Array | JsonArtifact };
}

/** `usual`, or: none at all; cut off while it was written; of a copied session; with the messages inside. */
export type RecordKind = 'usual' | 'none' | 'cut' | { readonly copiedFrom: string } | 'with messages';

export interface SampleNode {
  readonly id: string;
  /** The session's own workflow unless another is named. */
  readonly workflow?: string;
  readonly scratch?: string;
  readonly summary?: string;
}

export class JsonArtifact {
  readonly value: JsonValue;

  constructor(value: JsonValue) {
    this.value = value;
  }
}

/** An artifact as `store_json` writes it. */
export function json(value: JsonValue): JsonArtifact {
  return new JsonArtifact(value);
}

/** The scratch of a node that was given the results of others, as a run writes it. */
export function given(...inputs: readonly (readonly [node: string, text: string])[]): string {
  return inputs.map(([node, text]) => `## From ${node}\n${text}`).join('\n\n');
}

/** A question of the model to a tool, in the form that messages hold it. */
export function asks(id: string, name: string, input: { readonly [key: string]: JsonValue }) {
  return { id, name, input };
}

/** A tool's answer as a message. */
export function answers(toolCallId: string, content: string, isError = false): MessageInput {
  return { role: 'tool_result', toolResults: [{ toolCallId, content, isError }] };
}
