import type { ButtonHTMLAttributes, Ref } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import { Tooltip } from './Tooltip.tsx';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'aria-label'> {
  icon: IconName;
  /** Its name, shown as tooltip. */
  label: string;
  /** Key caps for the tooltip: e.g. `Mod+B`. */
  keys?: string;
  /** 16 px, within a row or a tab. */
  small?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with a sign alone; the tooltip says its name and its keys. */
export function IconButton({ icon, label, keys, small = false, className, ...rest }: IconButtonProps) {
  const classes = ['icon-button'];
  if (small) classes.push('icon-button-small');
  if (className) classes.push(className);
  return (
    <Tooltip text={label} keys={keys}>
      <button type="button" aria-label={label} className={classes.join(' ')} {...rest}>
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
