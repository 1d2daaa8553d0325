/** Can a URL be parsed, and the user and password in it be read? The form that a schema asks for is not enough for either. */
export function isReadableUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
