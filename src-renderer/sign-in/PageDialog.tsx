import { useRef } from 'react';
import type { Prompt } from '#shared/model/sign-in.ts';
import { Button } from '../components/Button.tsx';
import { CopyButton } from '../components/CopyButton.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { StatusGlyph } from '../components/StatusGlyph.tsx';
import { formatClock } from '../words/times.ts';
import { cancelPrompt } from './prompts.ts';
import { alsoWords } from './words.ts';

/** Shows the code of a single sign-on, and leads to the page where it is confirmed. Goes by itself when it was. */
export function PageDialog({ prompt }: { prompt: Extract<Prompt, { kind: 'page' }> }) {
  const page = useRef<HTMLAnchorElement>(null);
  const close = () => cancelPrompt(prompt);
  return (
    <Dialog
      open
      onClose={close}
      title={`Sign in to ${prompt.name}`}
      description={
        <>
          Open the page of your single sign-on, and confirm there that it shows this code.
          {alsoWords(prompt)}
        </>
      }
      width={440}
      initialFocus={page}
      actions={
        <>
          <Button variant="outline" large onClick={close}>
            Cancel
          </Button>
          <a
            ref={page}
            className="button button-primary button-large"
            href={prompt.url}
            target="_blank"
            rel="noreferrer"
          >
            <Icon name="outside" />
            <span className="button-label">Open sign-in page</span>
          </a>
        </>
      }
    >
      <div className="sign-in-code">
        <output aria-label="Code">{prompt.code}</output>
        <CopyButton text={prompt.code} label="Copy code" verb="Copy" />
      </div>
      <p className="sign-in-waiting" role="status">
        <StatusGlyph status="running" />
        Waiting for you to confirm it. The code is good until {formatClock(prompt.until)}.
      </p>
      <p className="sign-in-page">
        <span className="ellipsis" title={prompt.url}>
          Or open <span className="mono">{prompt.url}</span>
        </span>
        <CopyButton text={prompt.url} label="Copy the address" />
      </p>
    </Dialog>
  );
}
