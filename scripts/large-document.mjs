// A document of many operations on one channel, for measuring: `node scripts/large-document.mjs 1000 > large.yaml`.
export function largeDocument(operations) {
  const lines = [
    "asyncapi: 3.1.0",
    "info: { title: Large, version: 1.0.0 }",
    "defaultContentType: application/json",
    'servers: { local: { host: "localhost:8080", protocol: ws } }',
    "channels:",
    "  all:",
    "    address: /all",
    "    messages:",
  ];
  const each = (write) => {
    for (let index = 0; index < operations; index += 1) lines.push(...write(index));
  };
  each((n) => [
    `      ask${n}: { $ref: "#/components/messages/ask${n}" }`,
    `      answer${n}: { $ref: "#/components/messages/answer${n}" }`,
  ]);
  lines.push("operations:");
  each((n) => [
    `  call${n}:`,
    "    action: receive",
    '    channel: { $ref: "#/channels/all" }',
    `    messages: [{ $ref: "#/channels/all/messages/ask${n}" }]`,
    `    reply: { messages: [{ $ref: "#/channels/all/messages/answer${n}" }] }`,
  ]);
  lines.push("components:", "  schemas:", "    Id: { type: string, minLength: 1 }", "  messages:");
  each((n) => [...messageLines(`ask${n}`), ...messageLines(`answer${n}`)]);
  return `${lines.join("\n")}\n`;
}

function messageLines(name) {
  return [
    `    ${name}:`,
    '      correlationId: { location: "$message.payload#/id" }',
    "      payload:",
    "        type: object",
    "        required: [type, id]",
    "        properties:",
    `          type: { const: ${name} }`,
    '          id: { $ref: "#/components/schemas/Id" }',
    "          value: { type: integer, minimum: 0, maximum: 1000 }",
    `      examples: [{ name: first, payload: { type: ${name}, id: a, value: 1 } }]`,
  ];
}

if (process.argv[1] === import.meta.filename)
  process.stdout.write(largeDocument(Number(process.argv[2] ?? 1000)));
