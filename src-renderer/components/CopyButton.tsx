import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import { IconButton } from './IconButton.tsx';

interface CopyButtonProps {
  text: string;
  /** What it copies, as its name or tooltip. */
  label: string;
  /** A word beside the sign, where copying is what people came for. */
  verb?: string;
}

/** Copies a text; a tick says for a moment that it did. */
export function CopyButton({ text, label, verb }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  const icon = copied ? 'check' : 'copy';
  if (verb === undefined) {
    return <IconButton icon={icon} label={copied ? 'Copied' : label} onClick={copy} />;
  }
  return (
    <Button variant="outline" large icon={icon} aria-label={copied ? 'Copied' : label} onClick={copy}>
      {copied ? 'Copied' : verb}
    </Button>
  );
}
