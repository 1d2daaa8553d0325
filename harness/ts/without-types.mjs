/** JavaScript of a TypeScript text: the code, which names its own source map, and that map (JSON). Throws where it has no syntax. */
export async function withoutTypes(source, file) {
  const { transform } = await import("esbuild");
  return transform(source, {
    loader: "ts",
    format: "esm",
    target: "node20",
    sourcemap: "both",
    sourcefile: file,
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
}
