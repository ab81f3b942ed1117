import { memo } from 'react';
import type { Message, Role, ToolCall, ToolResult } from '#shared/format/messages.ts';
import { printPythonJson, pythonStyle } from '#shared/format/python-json.ts';
import { Icon, type IconName } from '../components/Icon.tsx';
import { Folded } from './Folded.tsx';

const icons: Record<Role, IconName> = {
  system: 'context',
  user: 'agent',
  assistant: 'node',
  tool_result: 'arrow-right',
};

const roleNames: Record<Role, string> = {
  system: 'system',
  user: 'user',
  assistant: 'assistant',
  tool_result: 'tool result',
};

const readable = { ...pythonStyle, ascii: false };
const asJson = (value: unknown) => printPythonJson(value, readable);

/** Which long texts of a conversation are open: by message and part. */
export interface Folding {
  isOpen: (part: string) => boolean;
  open: (part: string) => void;
}

interface PartProps {
  part: string;
  folding: Folding;
}

function Call({ call, part, folding }: PartProps & { call: ToolCall }) {
  return (
    <div className="turn-tool">
      <p className="turn-tool-head">
        Calls <b>{call.name || 'a tool without a name'}</b> <span className="mono text-3">{call.id}</span>
      </p>
      {Object.keys(call.input).length > 0 && (
        <Folded
          className="mono"
          text={asJson(call.input)}
          open={folding.isOpen(part)}
          onOpen={() => folding.open(part)}
        />
      )}
    </div>
  );
}

function Result({
  result,
  tool,
  part,
  folding,
}: PartProps & { result: ToolResult; tool: string | undefined }) {
  return (
    <div className={result.isError ? 'turn-tool turn-tool-failed' : 'turn-tool'}>
      <p className="turn-tool-head">
        {result.isError && <Icon name="error" />}
        {result.isError ? 'Error of' : 'Result of'} <b>{tool ?? 'a call that is not here'}</b>{' '}
        <span className="mono text-3">{result.toolCallId}</span>
      </p>
      {result.content && (
        <Folded
          className="mono"
          text={result.content}
          open={folding.isOpen(part)}
          onOpen={() => folding.open(part)}
        />
      )}
    </div>
  );
}

interface TurnProps {
  message: Message;
  index: number;
  names: ReadonlyMap<string, string>;
  folding: Folding;
}

/** One message: who says it, what, and the tools called or answering. */
export const Turn = memo(function Turn({ message, index, names, folding }: TurnProps) {
  const { role, content, toolCalls, toolResults, metadata } = message;
  const part = (name: string, place = 0) => `${index} ${name} ${place}`;
  const fold = (name: string) => ({
    open: folding.isOpen(part(name)),
    onOpen: () => folding.open(part(name)),
  });
  const isEmpty = content === '' && toolCalls.length === 0 && toolResults.length === 0;
  return (
    <article className={`turn turn-${role}`} aria-label={`${index + 1}: ${roleNames[role]}`}>
      <Icon name={icons[role]} />
      <span className="turn-role">{roleNames[role]}</span>
      <div className="turn-body">
        {content && <Folded text={content} {...fold('content')} />}
        {isEmpty && <p className="text-3">No content</p>}
        {toolCalls.map((call, place) => (
          <Call key={part('call', place)} part={part('call', place)} call={call} folding={folding} />
        ))}
        {toolResults.map((result, place) => (
          <Result
            key={part('result', place)}
            part={part('result', place)}
            result={result}
            tool={names.get(result.toolCallId)}
            folding={folding}
          />
        ))}
        {Object.keys(metadata).length > 0 && (
          <Folded className="mono turn-metadata" text={asJson(metadata)} {...fold('metadata')} />
        )}
      </div>
      <span className="turn-number">{index + 1}</span>
    </article>
  );
});
