import { expect } from "chai";
import type { Contract } from "../../contract/model.ts";
import { ToolError } from "../../contract/tool-error.ts";
import { addressOf } from "../../contract/service-address.ts";
import { serviceUrl } from "../../harness/address.ts";
import { contractOf } from "./contract-builder.ts";

describe("harness/address", () => {
  function served(url: string): Contract {
    return contractOf([], { servers: [{ name: "one", place: "#/servers/one", url }] });
  }

  it("takes the configured URL, else the document's first server", () => {
    const contract = served("ws://example.com/v1");
    expect(serviceUrl("ws://127.0.0.1:9", contract).href).to.equal("ws://127.0.0.1:9/");
    expect(serviceUrl(null, contract).href).to.equal("ws://example.com/v1");
  });

  it("refuses what is no WebSocket URL, and a document without a server", () => {
    expect(() => serviceUrl("localhost", contractOf([]))).to.throw(ToolError, "no ws:// or wss://");
    expect(() => serviceUrl(null, contractOf([]))).to.throw(ToolError, "names no server");
  });

  const rows = [
    {
      name: "keeps the document's path behind a bare host",
      url: "ws://h:1",
      path: "/v1/chat",
      want: "/v1/chat",
    },
    {
      name: "puts the URL's own path in place of the server's",
      url: "ws://h:1/v2",
      path: "/v1/chat",
      want: "/v2/chat",
    },
    {
      name: "puts it before a path that is not below the server's",
      url: "ws://h:1/v2",
      path: "/other",
      want: "/v2/other",
    },
  ];
  for (const { name, url, path, want } of rows)
    it(name, () => {
      expect(addressOf(new URL(url), path, served("ws://example.com/v1")).pathname).to.equal(want);
    });
});
