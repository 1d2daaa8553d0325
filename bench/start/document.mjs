// A document of so many channels, each with four messages of its own.
export function channelsDocument(channels) {
  const lines = [
    "asyncapi: 3.0.0",
    "info: { title: Channels, version: 1.0.0 }",
    "defaultContentType: application/json",
    'servers: { local: { host: "localhost:8080", protocol: ws } }',
    "channels:",
  ];
  for (let n = 0; n < channels; n += 1)
    lines.push(
      `  c${n}:`,
      `    address: /c${n}`,
      "    messages:",
      ...["ask", "answer", "tell", "told"].flatMap((kind) => message(kind)),
    );
  lines.push("operations:");
  for (let n = 0; n < channels; n += 1)
    lines.push(...operation(n, "ask", "answer"), ...operation(n, "tell", "told"));
  return `${lines.join("\n")}\n`;
}

function message(kind) {
  return [
    `      ${kind}:`,
    '        correlationId: { location: "$message.payload#/id" }',
    "        payload:",
    "          type: object",
    "          required: [type, id]",
    "          properties:",
    `            type: { const: ${kind} }`,
    "            id: { type: string, minLength: 1, maxLength: 40 }",
    "            value: { type: integer, minimum: 0, maximum: 1000 }",
  ];
}

function operation(n, request, reply) {
  return [
    `  ${request}${n}:`,
    "    action: receive",
    `    channel: { $ref: "#/channels/c${n}" }`,
    `    messages: [{ $ref: "#/channels/c${n}/messages/${request}" }]`,
    `    reply: { channel: { $ref: "#/channels/c${n}" }, messages: [{ $ref: "#/channels/c${n}/messages/${reply}" }] }`,
  ];
}
