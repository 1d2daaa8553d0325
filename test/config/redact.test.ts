import { expect } from "chai";
import { loadConfig, redact, secretsOf } from "../../config/index.ts";
import type { ConfigFile } from "../../config/model.ts";
import type { SecurityScheme } from "../../contract/model.ts";
import { folderWith } from "./folder.ts";

async function secretsIn(
  flags: ConfigFile,
  env: { [name: string]: string } = {},
  schemes: readonly SecurityScheme[] = [],
): Promise<readonly string[]> {
  const folder = folderWith({});
  try {
    return secretsOf(await loadConfig({ cwd: folder.path, flags, env: {} }), env, schemes);
  } finally {
    folder.remove();
  }
}

describe("redact", () => {
  it("masks values, variables and signing secrets of schemes and identities", async () => {
    const secrets = await secretsIn(
      {
        credentials: { a: { value: "value-1" }, b: { env: "B" }, c: { jwt: { secret: "secret-1" } } },
        identities: { zoe: { credentials: { a: { value: "value-2" }, c: { jwt: { secretEnv: "C" } } } } },
      },
      { B: "from-env", C: "signing" },
    );
    const text = redact("value-1 value-2 from-env secret-1 signing plain", secrets);
    expect(text).to.equal("*** *** *** *** *** plain");
  });

  it("masks a secret in a URL, in JSON and in base64", async () => {
    const secrets = await secretsIn({ credentials: { a: { value: 'user:p"ss word' } } });
    expect(redact("?key=user%3Ap%22ss%20word", secrets)).to.equal("?key=***");
    expect(redact('{"key":"user:p\\"ss word"}', secrets)).to.equal('{"key":"***"}');
    expect(redact("Basic dXNlcjpwInNzIHdvcmQ=", secrets)).to.equal("Basic ***");
  });

  it("masks what the query of an address calls a credential, by its name or by the document's", async () => {
    const url = "ws://host/?access_token=one%2Fsecret&who=other-secret&room=lobby";
    const who: SecurityScheme = {
      name: "who",
      place: "#",
      carrier: { kind: "query", name: "who" },
      token: { kind: "opaque" },
    };
    const text = "one/secret one%2Fsecret other-secret lobby";
    expect(redact(text, await secretsIn({ url }))).to.equal("*** *** other-secret lobby");
    expect(redact(text, await secretsIn({ url }, {}, [who]))).to.equal("*** *** *** lobby");
  });

  it("masks the longer of two secrets that overlap as a whole", async () => {
    const secrets = await secretsIn({ credentials: { a: { value: "key" }, b: { value: "key-long" } } });
    expect(redact("key-long key", secrets)).to.equal("*** ***");
  });

  it("masks whatever looks like a JWT", () =>
    expect(redact("?token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln&x=1", [])).to.equal("?token=***&x=1"));
});
