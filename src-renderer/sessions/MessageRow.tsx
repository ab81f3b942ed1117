import type { Message, Role } from '#shared/format/messages.ts';
import { printPythonJson, pythonStyle } from '#shared/format/python-json.ts';
import { Icon, type IconName } from '../components/Icon.tsx';

const icons: Record<Role, IconName> = {
  system: 'context',
  user: 'agent',
  assistant: 'node',
  tool_result: 'arrow-right',
};

/** Not by `JSON.stringify`, which fails on large integers. */
const onOneLine = { ...pythonStyle, indent: null, ascii: false };

/** More of one text is never needed for two lines. */
const maxCharacters = 400;

function cut(text: string): string {
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
}

/** One message in at most two lines, with the tools that it called. */
export function MessageRow({ message }: { message: Message }) {
  const { role, content, toolCalls, toolResults } = message;
  const failed = toolResults.some(({ isError }) => isError);
  const text = content || toolResults.map((result) => result.content).join(' ');
  return (
    <li className={failed ? 'message message-failed' : 'message'}>
      <Icon name={failed ? 'error' : icons[role]} />
      <span className="message-role">{role}</span>
      <div className="message-body">
        {text && (
          <p className={role === 'system' || role === 'tool_result' ? 'text-2' : undefined}>{cut(text)}</p>
        )}
        {toolCalls.map((call, index) => (
          <p key={`${call.id} ${index.toString()}`} className="message-call">
            <b>{call.name}</b>
            <span className="ellipsis">{cut(printPythonJson(call.input, onOneLine))}</span>
          </p>
        ))}
      </div>
    </li>
  );
}
