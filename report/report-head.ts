const OUR_PAGE =
  /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n(?:<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-|<meta name="viewport" [^>]*>\n<title>Faults against )/;

const HEADS: readonly RegExp[] = [
  OUR_PAGE,
  // Whoever has written it: nobody writes these by hand.
  /^\s*(?:<\?xml[^>]*\?>\s*)?<testsuites?[\s>]/,
  /^\s*\{\s*"reportFormat"\s*:\s*"CTRF"/,
  /^\s*\{[\s\S]{0,200}"\$schema"\s*:\s*"[^"]*\bsarif\b/,
  /^# .+: (?:kept|broken|could not tell)\n\n\*\*/,
  /^::(?:error|warning|notice) /,
  // Of a run that was interrupted the first event may be any.
  /^\{"kind":"(?:coverage|covered|frame|progress|run\w+|test\w+|verdict)",/,
];

/** Does a file that begins so (2,000 characters are enough) hold nothing, or a report that a new one may replace? */
export function isReportHead(text: string): boolean {
  return text === "" || HEADS.some((head) => head.test(text));
}
