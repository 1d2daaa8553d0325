import { expect } from "chai";
import { decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { DEVELOPMENT_SECRET, loadConfig, mintCredential, verificationKey } from "../../config/index.ts";
import type { Config, ConfigFile, CredentialFlavour } from "../../config/model.ts";
import type { SecurityScheme } from "../../contract/model.ts";
import { ToolError } from "../../contract/tool-error.ts";
import { folderWith } from "./folder.ts";
import { BEARER, OPAQUE, RECIPE, schemeOf } from "./scheme.ts";

const folder = folderWith({});
after(() => folder.remove());

const configOf = (flags: ConfigFile): Promise<Config> => loadConfig({ cwd: folder.path, flags, env: {} });

interface Asked {
  readonly scheme: SecurityScheme;
  readonly flags?: ConfigFile;
  readonly identity?: number;
  readonly scopes?: readonly string[];
  readonly env?: { readonly [name: string]: string };
}

async function mint(flavour: CredentialFlavour, asked: Asked): Promise<string | null> {
  const { scheme, flags = SECRET, identity = 0, scopes = [], env = {} } = asked;
  return mintCredential({ scheme, config: await configOf(flags), identity, flavour, scopes, env });
}

async function jwt(flavour: CredentialFlavour, asked: Asked): Promise<string> {
  const token = await mint(flavour, asked);
  if (token === null) throw new Error(`no ${flavour} token`);
  return token;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ToolError) return error.code;
    throw error;
  }
  return "";
}

const SECRET: ConfigFile = { url: "ws://localhost:1", credentials: { key: { jwt: { secret: "a secret" } } } };
const VALUE: ConfigFile = { url: "ws://localhost:1", credentials: { key: { value: "opaque-1" } } };
const key = new TextEncoder().encode("a secret");

describe("mintCredential, by recipe", () => {
  it("makes a token that verifies, with the claims of the recipe filled in", async () => {
    const token = await jwt("valid", { scheme: RECIPE, scopes: ["chat", "read"] });
    const { payload } = await jwtVerify(token, key, { algorithms: ["HS256"] });
    expect(payload).to.include({ sub: "alice", scope: "chat read" });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).to.equal(3600);
  });

  it("names each identity by position, and `client-N` beyond them", async () => {
    const sub = async (identity: number): Promise<unknown> =>
      decodeJwt(await jwt("valid", { scheme: RECIPE, identity })).sub;
    expect([await sub(1), await sub(2), await sub(11)]).to.deep.equal(["bob", "carol", "client-12"]);
  });

  it("lets the config's claims win over the document's, and the identity's over both", async () => {
    const flags: ConfigFile = {
      credentials: { key: { jwt: { secret: "s", lifetime: 5, claims: { aud: "a", tenant: "t" } } } },
      identities: { zoe: { claims: { tenant: "z", roles: ["$scopes"], me: { name: "$identity" } } } },
    };
    const payload = decodeJwt(await jwt("valid", { scheme: RECIPE, flags, scopes: ["x", "y"] }));
    expect(payload).to.deep.include({
      sub: "zoe",
      aud: "a",
      tenant: "z",
      roles: ["x", "y"],
      me: { name: "zoe" },
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).to.equal(5);
  });

  it("refuses a source that it does not know", async () => {
    const scheme = schemeOf({ kind: "recipe", alg: "HS256", claims: { sub: "$uniqe" } });
    expect(await codeOf(mint("valid", { scheme }))).to.equal("CLAIM-UNKNOWN");
  });

  it("makes an expired token that is right but for its time", async () => {
    const token = await jwt("expired", { scheme: RECIPE });
    expect(decodeJwt(token).exp).to.be.lessThan(Date.now() / 1000);
    await jwtVerify(token, key, { currentDate: new Date(((decodeJwt(token).iat ?? 0) + 1) * 1000) });
  });

  for (const flavour of ["foreign", "tampered"] as const)
    it(`makes a ${flavour} token: well-formed, with a signature that does not verify`, async () => {
      const token = await jwt(flavour, { scheme: RECIPE });
      expect(decodeProtectedHeader(token).alg).to.equal("HS256");
      const failed = await jwtVerify(token, key).then(
        () => "",
        (error: { code?: string }) => error.code,
      );
      expect(failed).to.equal("ERR_JWS_SIGNATURE_VERIFICATION_FAILED");
    });

  it("makes an unsigned token with the right claims", async () => {
    const token = await jwt("alg-none", { scheme: RECIPE });
    expect(JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString())).to.include({
      alg: "none",
    });
    expect(token.endsWith(".")).to.equal(true);
    expect(decodeJwt(token).sub).to.equal("alice");
  });

  it("leaves the scopes out of an unscoped token, and makes none where no claim has scopes", async () => {
    const token = await jwt("unscoped", { scheme: RECIPE, scopes: ["chat"] });
    expect((await jwtVerify(token, key)).payload["scope"]).to.equal("");
    const scheme = schemeOf({ kind: "recipe", alg: "HS256", claims: { sub: "$unique" } });
    expect(await mint("unscoped", { scheme, scopes: ["chat"] })).to.equal(null);
  });

  it("sends nothing for `none`, and no JWT for `garbage`", async () => {
    expect(await mint("none", { scheme: RECIPE })).to.equal(null);
    expect(await mint("garbage", { scheme: RECIPE })).to.equal("garbage");
  });

  it("takes the secret from the environment, and says which variable is missing", async () => {
    const flags: ConfigFile = { credentials: { key: { jwt: { secretEnv: "MY_SECRET" } } } };
    const token = await jwt("valid", { scheme: RECIPE, flags, env: { MY_SECRET: "a secret" } });
    await jwtVerify(token, key);
    expect(await codeOf(mint("valid", { scheme: RECIPE, flags }))).to.equal("CREDENTIAL-ENV");
  });

  it("says where the key is missing or unreadable", async () => {
    const keyless: ConfigFile = { credentials: { key: { jwt: {} } } };
    expect(await codeOf(mint("valid", { scheme: RECIPE, flags: keyless }))).to.equal("CREDENTIAL-KEY");
    const gone: ConfigFile = { credentials: { key: { jwt: { keyFile: "/nowhere/key.pem" } } } };
    expect(await codeOf(mint("valid", { scheme: RECIPE, flags: gone }))).to.equal("CREDENTIAL-KEY");
    const broken: ConfigFile = { credentials: { key: { jwt: { secret: "-----BEGIN nothing" } } } };
    expect(await codeOf(mint("valid", { scheme: RECIPE, flags: broken }))).to.equal("CREDENTIAL-KEY");
  });
});

describe("mintCredential, without a recipe", () => {
  it("gives an opaque value as it is, and no forgeries of it", async () => {
    const asked: Asked = { scheme: OPAQUE, flags: VALUE };
    expect(await mint("valid", asked)).to.equal("opaque-1");
    expect(await mint("garbage", asked)).to.equal("garbage");
    for (const flavour of ["expired", "foreign", "tampered", "alg-none", "unscoped"] as const)
      expect(await mint(flavour, asked), flavour).to.equal(null);
  });

  it("prefers the identity's own value", async () => {
    const flags: ConfigFile = {
      credentials: { key: { value: "everybody" } },
      identities: { a: { credentials: { key: { value: "mine" } } }, b: {} },
    };
    expect(await mint("valid", { scheme: OPAQUE, flags, identity: 0 })).to.equal("mine");
    expect(await mint("valid", { scheme: OPAQUE, flags, identity: 1 })).to.equal("everybody");
  });

  it("encodes user and password of a basic scheme", async () => {
    const scheme = schemeOf({ kind: "opaque" }, { kind: "basic" });
    const flags: ConfigFile = { credentials: { key: { value: "user:password" } } };
    expect(await mint("valid", { scheme, flags })).to.equal("dXNlcjpwYXNzd29yZA==");
    expect(await mint("garbage", { scheme, flags })).to.match(/^[A-Za-z0-9+/]+=*$/);
  });

  it("forges a finished token that the document calls a JWT, as far as one can without its key", async () => {
    const value = await jwt("valid", { scheme: RECIPE });
    const asked: Asked = { scheme: BEARER, flags: { credentials: { key: { value } } } };
    expect(await mint("valid", asked)).to.equal(value);
    expect(decodeJwt(await jwt("foreign", asked)).sub).to.equal("alice");
    expect(decodeJwt(await jwt("tampered", asked)).sub).to.equal("alice-tampered");
    expect((await jwt("alg-none", asked)).endsWith(".")).to.equal(true);
    expect(await mint("expired", asked)).to.equal(null);
  });

  it("makes no forgery of a bearer value that is no JWT", async () => {
    expect(await mint("foreign", { scheme: BEARER, flags: VALUE })).to.equal(null);
  });

  it("names the config key of a missing credential", async () => {
    const flags: ConfigFile = { url: "ws://localhost:1" };
    const failed = await mint("valid", { scheme: OPAQUE, flags }).catch((error: ToolError) => error);
    expect(failed).to.be.instanceOf(ToolError);
    expect(failed).to.have.property("code", "CREDENTIAL-MISSING");
    expect(failed).to.have.property("hint").that.includes("`credentials.key`");
  });

  it("names the credential that most likely was meant for the scheme", async () => {
    const flags: ConfigFile = { url: "ws://localhost:1", credentials: { kye: { value: "x" } } };
    const failed = await mint("valid", { scheme: OPAQUE, flags }).catch((error: ToolError) => error);
    expect(failed).to.have.property("hint").that.includes("there is `credentials.kye`");
  });
});

describe("the development secret", () => {
  it("stands in only where no service is named", async () => {
    const token = await jwt("valid", { scheme: RECIPE, flags: {} });
    await jwtVerify(token, new TextEncoder().encode(DEVELOPMENT_SECRET));
    for (const flags of [{ url: "ws://localhost:1" }, { start: "node service.js" }] satisfies ConfigFile[])
      expect(await codeOf(mint("valid", { scheme: RECIPE, flags }))).to.equal("CREDENTIAL-MISSING");
  });
});

describe("asymmetric keys", () => {
  for (const alg of ["RS256", "ES256", "ES384", "EdDSA"])
    it(`signs and verifies with ${alg}, and forges with a key of the same kind`, async () => {
      const { privateKey, publicKey } = await pair(alg);
      const keys = folderWith({ "private.pem": privateKey, "public.pem": publicKey });
      const recipe = { keyFile: `${keys.path}/private.pem`, publicKeyFile: `${keys.path}/public.pem` };
      const asked: Asked = { scheme: BEARER, flags: { credentials: { key: { jwt: recipe } } } };
      const verifier = await verificationKey(recipe, null, {});
      const [valid, foreign] = [await jwt("valid", asked), await jwt("foreign", asked)];
      keys.remove();
      expect(verifier.alg).to.equal(alg);
      expect((await jwtVerify(valid, verifier.key)).payload.sub).to.equal("alice");
      expect(decodeProtectedHeader(foreign).alg).to.equal(alg);
      expect(await jwtVerify(foreign, verifier.key).catch(() => "refused")).to.equal("refused");
    });
});

async function pair(alg: string): Promise<{ privateKey: string; publicKey: string }> {
  const { exportPKCS8, exportSPKI, generateKeyPair } = await import("jose");
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey: await exportPKCS8(privateKey), publicKey: await exportSPKI(publicKey) };
}
