/** Whether a host, as `URL` has its name, is this machine itself, so that nothing that is sent there can be read on the way. */
export function isLoopback(hostname: string): boolean {
  return /^(.*\.)?localhost$|^127(\.\d+){3}$|^\[::1\]$/.test(hostname);
}
