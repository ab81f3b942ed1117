import type { InputHTMLAttributes, Ref } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { KeyCaps } from './KeyCaps.tsx';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  value: string;
  onChange: (value: string) => void;
  /** Sign at the left. */
  icon?: IconName;
  /** Key caps at the right, shown while it is empty. */
  keys?: string;
  /** For ids, paths and keys. */
  mono?: boolean;
  ref?: Ref<HTMLInputElement>;
}

/** One line of text. */
export function TextField({ value, onChange, icon, keys, mono = false, className, ...rest }: TextFieldProps) {
  const classes = ['text-field'];
  if (mono) classes.push('text-field-mono');
  if (rest.readOnly) classes.push('text-field-readonly');
  if (className) classes.push(className);
  return (
    <span className={classes.join(' ')}>
      {icon && <Icon name={icon} />}
      <input
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
      {keys && value === '' && <KeyCaps keys={keys} />}
      {rest.readOnly && <Icon name="lock" />}
    </span>
  );
}
