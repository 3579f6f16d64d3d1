/** Bytes as people read them, in the language that `number` writes. */
export function fileSize(bytes: number, number: (value: number) => string): string {
  if (bytes < 1024) return `${number(bytes)} B`;
  if (bytes < 1024 * 1024) return `${number(Math.round(bytes / 1024))} kB`;
  return `${number(Math.round((bytes / 1024 / 1024) * 10) / 10)} MB`;
}
