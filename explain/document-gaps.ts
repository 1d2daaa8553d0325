import type { Contract, SecurityScheme } from "../contract/model.ts";
import type { Gap } from "./gap.ts";

/** What the document as a whole and its security schemes leave unsaid. */
export function documentGaps(contract: Contract): Gap[] {
  const gaps: Gap[] = contract.securitySchemes.flatMap(schemeGaps);
  const root = { channel: "", about: "", place: "#" };
  if (contract.unknownChannel.kind !== "declared")
    gaps.push({
      ...root,
      unsaid: "what a handshake on an undeclared path gets",
      keyword: "rejects.unknownChannel",
      example: { rejects: { unknownChannel: { status: 404 } } },
    });
  if (contract.shutdown.kind === "none")
    gaps.push({
      ...root,
      unsaid: "which close code clients see when the service is stopped in order",
      keyword: "shutdown",
      example: { shutdown: { close: 1001 } },
    });
  return gaps;
}

function schemeGaps({ name, place, token, carrier }: SecurityScheme): Gap[] {
  if (token.kind === "recipe" || carrier.kind === "basic" || carrier.kind === "untestable") return [];
  const unsaid =
    token.kind === "bearer"
      ? "which algorithm and claims its tokens have, so that none can be made with a wrong scope"
      : "of what form its credential is, so that no expired or foreign one can be made";
  const example = { jwt: { alg: "HS256", claims: { sub: "$unique", scope: "$scopes" } } };
  return [{ channel: "", about: name, place, unsaid, keyword: "jwt", example }];
}
