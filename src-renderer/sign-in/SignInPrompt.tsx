import { CodeDialog } from './CodeDialog.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { PageDialog } from './PageDialog.tsx';
import { usePrompts } from './prompts.ts';
import './sign-in.css';

/** What main asks for, one after the other. */
export function SignInPrompt() {
  const prompt = usePrompts(({ prompts }) => prompts[0]);
  switch (prompt?.kind) {
    case undefined:
      return null;
    case 'code':
      return <CodeDialog key={prompt.id} prompt={prompt} />;
    case 'page':
      return <PageDialog key={prompt.id} prompt={prompt} />;
    case 'keys':
      return <KeysDialog key={prompt.id} prompt={prompt} />;
  }
}
