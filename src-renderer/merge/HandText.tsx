import { useEffect, useRef } from 'react';

interface HandTextProps {
  label: string;
  text: string;
  onChange: (text: string) => void;
  /** Whether it takes the focus when it appears: once after it was asked for, not whenever it scrolls into view. */
  claimFocus: () => boolean;
}

/** The lines of a block, typed by hand. */
export function HandText({ label, text, onChange, claimFocus }: HandTextProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const claim = useRef(claimFocus);
  useEffect(() => {
    if (!claim.current()) return;
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, []);
  return (
    <textarea
      ref={field}
      className="merge-hand"
      aria-label={label}
      spellCheck={false}
      autoComplete="off"
      value={text}
      placeholder="No line: the block is left out."
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
