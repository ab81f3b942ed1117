import { useEffect, useRef } from 'react';

interface HandTextProps {
  label: string;
  text: string;
  onChange: (text: string) => void;
  /** Takes the focus when it appears, which it then has been asked for. */
  focus: boolean;
}

/** The lines of a block, typed by hand. */
export function HandText({ label, text, onChange, focus }: HandTextProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const asked = useRef(focus);
  useEffect(() => {
    if (asked.current) field.current?.focus();
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
