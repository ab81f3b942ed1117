import { z } from 'zod';
import { StoreError } from '../errors.ts';
import { isObject } from './objects.ts';
import { appendJsonItem } from './patch-json.ts';
import { type JsonObject, type JsonValue, printPythonJson, readPythonJson } from './python-json.ts';

/** Who says a message. */
export const roles = ['system', 'user', 'assistant', 'tool_result'] as const;

export type Role = (typeof roles)[number];

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
}

export interface ToolResult {
  readonly toolCallId: string;
  readonly content: string;
  readonly isError: boolean;
}

/** One message of a conversation. */
export interface Message {
  readonly role: Role;
  readonly content: string;
  readonly toolCalls: readonly ToolCall[];
  readonly toolResults: readonly ToolResult[];
  readonly metadata: JsonObject;
}

/** A message to add: what is left out is empty. */
export type MessageInput = Pick<Message, 'role'> & Partial<Message>;

// Not `z.record`, which would copy the object and leave out keys such as "__proto__".
const object = z.custom<JsonObject>(isObject, 'expected an object');
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const objectOrNone = object.nullish().transform((value): JsonObject => value ?? {});

function listOf<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

const storedMessage = z.object({
  role: z.enum(roles),
  content: text,
  tool_calls: listOf(z.object({ id: text, name: text, input: objectOrNone })),
  tool_results: listOf(
    z.object({ tool_call_id: text, content: text, is_error: z.boolean().nullish() }).transform((result) => ({
      toolCallId: result.tool_call_id,
      content: result.content,
      isError: result.is_error ?? false,
    })),
  ),
  metadata: objectOrNone,
});

function toMessage(stored: z.output<typeof storedMessage>): Message {
  const { role, content, tool_calls: toolCalls, tool_results: toolResults, metadata } = stored;
  return { role, content, toolCalls, toolResults, metadata };
}

function toStored(message: MessageInput): JsonObject {
  return {
    role: message.role,
    content: message.content ?? '',
    tool_calls: (message.toolCalls ?? []).map(({ id, name, input }) => ({ id, name, input })),
    tool_results: (message.toolResults ?? []).map((result) => ({
      tool_call_id: result.toolCallId,
      content: result.content,
      is_error: result.isError,
    })),
    metadata: message.metadata ?? {},
  };
}

/** Messages of a JSON value; missing fields are empty. Throws `INVALID` naming the first that is none. */
export function messagesIn(value: JsonValue): Message[] {
  if (!Array.isArray(value)) throw new StoreError('INVALID', 'The conversation is not a list of messages.');
  return value.map((item, index) => {
    const result = storedMessage.safeParse(item);
    if (result.success) return toMessage(result.data);
    const [issue] = result.error.issues;
    const where = issue?.path.join('.') || 'it';
    throw new StoreError(
      'INVALID',
      `Message ${index + 1} cannot be read: ${where}: ${issue?.message ?? ''}.`,
    );
  });
}

/** Messages of a JSON text. Throws `INVALID`. */
export function parseMessages(json: string): Message[] {
  return messagesIn(readPythonJson(json));
}

/** A conversation as JSON, in the library's field names. */
export function printMessages(messages: readonly MessageInput[]): string {
  return printPythonJson(messages.map(toStored));
}

/** The text of a conversation with one message more; all that stands there stays as it is. Throws `INVALID`. */
export function appendMessage(json: string | null, message: MessageInput): string {
  if (json === null) return printMessages([message]);
  return appendJsonItem(json, [], toStored(message));
}
