/** FNV-1a, 32 bits, of an ASCII stream name (Fowler, Noll, Vo; RFC 9923). It never changes: ids depend on it. */
export function streamHash(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
