// What Python sends compressed.

export function unpacked(packed: DataView): Response {
  const bytes = new Uint8Array(packed.buffer as ArrayBuffer, packed.byteOffset, packed.byteLength);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")));
}
