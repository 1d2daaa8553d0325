import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { readFile } from "node:fs/promises";
import { ToolError } from "../contract/tool-error.ts";
import { unreadable } from "../contract/unreadable.ts";
import { fromEnvironment } from "./credential-of.ts";
import type { Environment } from "./environment.ts";
import type { JwtRecipe } from "./model.ts";

/** Key and algorithm (RFC 7518) with which tokens are signed. */
export interface SigningKey {
  readonly alg: string;
  readonly key: KeyObject | Uint8Array;
}

const CURVES: { readonly [alg: string]: string } = { ES256: "P-256", ES384: "P-384", ES512: "P-521" };

/**
 * The key that signs a scheme's tokens. `alg`: what the document says; the config's own wins, and a key says by its
 * type what it can where neither does. Throws CREDENTIAL-KEY for a key that is missing or cannot be read.
 */
export async function signingKey(
  recipe: JwtRecipe,
  alg: string | null,
  env: Environment,
): Promise<SigningKey> {
  const secret = await keyText(recipe, env);
  if (!isPem(secret)) return { alg: recipe.alg ?? alg ?? "HS256", key: new TextEncoder().encode(secret) };
  const key = readKey(() => createPrivateKey(secret));
  return { alg: recipe.alg ?? alg ?? algOf(key), key };
}

/** The key that verifies them: the secret itself, or the public half. */
export async function verificationKey(
  recipe: JwtRecipe,
  alg: string | null,
  env: Environment,
): Promise<SigningKey> {
  const file = recipe.publicKeyFile;
  if (file !== undefined) {
    const text = await readKeyFile(file);
    const key = readKey(() => createPublicKey(text));
    return { alg: recipe.alg ?? alg ?? algOf(key), key };
  }
  const signing = await signingKey(recipe, alg, env);
  return signing.key instanceof Uint8Array
    ? signing
    : { alg: signing.alg, key: createPublicKey(signing.key) };
}

/** A fresh key of the same algorithm, which nobody else has. */
export function foreignKey(alg: string): SigningKey {
  if (alg.startsWith("HS")) return { alg, key: randomBytes(64) };
  const curve = CURVES[alg];
  if (curve !== undefined) return { alg, key: generateKeyPairSync("ec", { namedCurve: curve }).privateKey };
  if (alg === "EdDSA" || alg === "Ed25519") return { alg, key: generateKeyPairSync("ed25519").privateKey };
  return { alg, key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey };
}

function isPem(text: string): boolean {
  return text.trimStart().startsWith("-----BEGIN");
}

async function keyText(recipe: JwtRecipe, env: Environment): Promise<string> {
  if (recipe.secret !== undefined) return recipe.secret;
  if (recipe.secretEnv !== undefined) return fromEnvironment(recipe.secretEnv, "jwt.secretEnv", env);
  if (recipe.keyFile !== undefined) return readKeyFile(recipe.keyFile);
  throw new ToolError("CREDENTIAL-KEY", "a `jwt` credential has no key to sign with", {
    hint: "set `secretEnv`, `secret` or `keyFile` beside its other keys",
  });
}

async function readKeyFile(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new ToolError("CREDENTIAL-KEY", unreadable(error, file), {
      where: file,
      hint: "`jwt.keyFile` names it, relative to the config file",
    });
  }
}

function readKey(read: () => KeyObject): KeyObject {
  try {
    return read();
  } catch {
    // The reason may quote the key.
    throw new ToolError("CREDENTIAL-KEY", "the key of a `jwt` credential is no PEM key that can be read", {
      hint: "private keys are PKCS 8 PEM, public keys SPKI PEM",
    });
  }
}

function algOf(key: KeyObject): string {
  if (key.asymmetricKeyType === "ed25519") return "EdDSA";
  if (key.asymmetricKeyType !== "ec") return "RS256";
  const curve = key.asymmetricKeyDetails?.namedCurve ?? "";
  return { secp384r1: "ES384", secp521r1: "ES512" }[curve] ?? "ES256";
}
