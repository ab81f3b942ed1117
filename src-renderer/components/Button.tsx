import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { KeyCaps } from './KeyCaps.tsx';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  /** `plain` in toolbars, `outline` beside a primary, `primary` once a screen, `danger` to destroy. */
  variant?: 'plain' | 'outline' | 'primary' | 'danger' | 'destructive';
  /** 28 px instead of 24. */
  large?: boolean;
  icon?: IconName;
  /** Key caps at the right, for primary buttons: e.g. `Mod+S`. */
  keys?: string;
  /** Only the icon stays where its pane is narrow. */
  labelCollapses?: boolean;
  submit?: boolean;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with a verb on it. */
export function Button({
  variant = 'plain',
  large = false,
  icon,
  keys,
  labelCollapses = false,
  submit = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  const classes = ['button', `button-${variant}`];
  if (large) classes.push('button-large');
  if (labelCollapses) classes.push('button-collapses');
  if (className) classes.push(className);
  return (
    <button type={submit ? 'submit' : 'button'} className={classes.join(' ')} {...rest}>
      {icon && <Icon name={icon} />}
      <span className="button-label">{children}</span>
      {keys && <KeyCaps keys={keys} />}
    </button>
  );
}

interface LinkProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** An action written as a link: beneath a notice, in a sentence. */
export function Link({ className, children, ...rest }: LinkProps) {
  return (
    <button type="button" className={className ? `link ${className}` : 'link'} {...rest}>
      {children}
    </button>
  );
}
