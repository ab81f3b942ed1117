import { nameOfKey } from '../shell/names.ts';

/** `notes.md` of 15:27 becomes `notes 2026-02-01 15.27.md`, so that it does not stand in for the file of today. */
export function fileNameOf(key: string, at: number): string {
  const name = nameOfKey(key);
  const time = new Date(at);
  const two = (value: number) => value.toString().padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const stamp = `${day} ${two(time.getHours())}.${two(time.getMinutes())}`;
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)} ${stamp}${name.slice(dot)}` : `${name} ${stamp}`;
}

/** Saves the bytes of a version where the user says. */
export function saveVersionAs(url: string, key: string, at: number): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(key, at);
  link.click();
}
