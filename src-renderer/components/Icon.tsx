import { type IconName, shapes } from './icon-shapes.tsx';

export type { IconName };

interface IconProps {
  name: IconName;
  /** Side in px: 16, or 20 on the welcome page. */
  size?: number;
  className?: string | undefined;
  /** Said by screen readers; without it the icon is decoration. */
  label?: string;
}

/** A sign of the app's own set. */
export function Icon({ name, size = 16, className, label }: IconProps) {
  return (
    <svg
      className={className ? `icon ${className}` : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {shapes[name]}
    </svg>
  );
}
