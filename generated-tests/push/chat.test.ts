// From asyncapi.yaml by asyncproof. Yours to read; `asyncproof generate` writes it anew.
import { contractAt, expect } from "asyncproof/harness";

const { scenario } = contractAt(new URL("../contract.lock.json", import.meta.url));

describe("push - chat", () => {
  // #/operations/greet
  describe("greet", () => {
    it(
      "greets every new client with connected",
      scenario(
        { covers: ["#/operations/greet", "#/channels/chat/x-contract/opening"] },
        async ({ connect }) => {
          const client = await connect("chat");
          expect(client.opening).to.follow("connected");
        },
      ),
    );
  });

  // #/operations/deliverBroadcast
  describe("deliverBroadcast", () => {
    it(
      "broadcast_received reaches all others and not its sender",
      scenario(
        {
          covers: [
            "#/operations/deliverBroadcast",
            "#/operations/deliverBroadcast/x-contract/trigger",
            "#/operations/deliverBroadcast/x-contract/audience",
            "#/operations/deliverBroadcast/x-contract/echoes/~1content",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("chat");
          const listener = await connect("chat", { as: "second" });
          const another = await connect("chat", { as: "third" });
          const broadcast = sender.send("broadcast", {
            type: "broadcast",
            request_id: "req-3",
            content: "Deployment at noon.",
          });
          expect(await broadcast.ended()).to.succeed();
          expect(await listener.pushed("broadcast_received")).to.carry({ "/content": "Deployment at noon." });
          expect(await another.pushed("broadcast_received")).to.carry({ "/content": "Deployment at noon." });
          expect(await sender.quiet()).to.have.none("broadcast_received");
        },
      ),
    );
  });

  // #/operations/deliverPrivateMessage
  describe("deliverPrivateMessage", () => {
    it(
      "private_message_received reaches its recipient and nobody else",
      scenario(
        {
          covers: [
            "#/operations/deliverPrivateMessage",
            "#/operations/deliverPrivateMessage/x-contract/trigger",
            "#/operations/deliverPrivateMessage/x-contract/audience",
            "#/operations/deliverPrivateMessage/x-contract/echoes/~1content",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("chat");
          const recipient = await connect("chat", { as: "second" });
          const bystander = await connect("chat", { as: "third" });
          const privateMessage = sender.send("private_message", {
            type: "private_message",
            request_id: "req-4",
            to: recipient.identity,
            content: "Lunch?",
          });
          expect(await privateMessage.ended()).to.succeed();
          expect(await recipient.pushed("private_message_received")).to.carry({ "/content": "Lunch?" });
          expect(await bystander.quiet()).to.have.none("private_message_received");
          expect(await sender.quiet()).to.have.none("private_message_received");
        },
      ),
    );
  });

  // #/operations/announceStatus
  describe("announceStatus", () => {
    it(
      "status_changed reaches everyone",
      scenario(
        {
          covers: [
            "#/operations/announceStatus",
            "#/operations/announceStatus/x-contract/trigger",
            "#/operations/announceStatus/x-contract/audience",
            "#/operations/announceStatus/x-contract/echoes/~1status",
          ],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("chat");
          const listener = await connect("chat", { as: "second" });
          const another = await connect("chat", { as: "third" });
          const status = sender.send("status", { type: "status", status: "online" });
          expect(await status.ended()).to.succeed();
          expect(await listener.pushed("status_changed")).to.carry({ "/status": "online" });
          expect(await another.pushed("status_changed")).to.carry({ "/status": "online" });
          expect(await sender.pushed("status_changed")).to.carry({ "/status": "online" });
        },
      ),
    );

    it(
      'status_changed is delivered with status "away"',
      scenario(
        {
          covers: ["#/operations/announceStatus", "#/components/schemas/Presence/enum/1"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("chat");
          const listener = await connect("chat", { as: "second" });
          const another = await connect("chat", { as: "third" });
          const status = sender.send("status", { type: "status", status: "away" });
          expect(await status.ended()).to.succeedIfTaken();
          expect(await listener.pushed("status_changed")).to.carry({ "/status": "away" });
          expect(await another.pushed("status_changed")).to.carry({ "/status": "away" });
          expect(await sender.pushed("status_changed")).to.carry({ "/status": "away" });
        },
      ),
    );

    it(
      'status_changed is delivered with status "busy"',
      scenario(
        {
          covers: ["#/operations/announceStatus", "#/components/schemas/Presence/enum/2"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("chat");
          const listener = await connect("chat", { as: "second" });
          const another = await connect("chat", { as: "third" });
          const status = sender.send("status", { type: "status", status: "busy" });
          expect(await status.ended()).to.succeedIfTaken();
          expect(await listener.pushed("status_changed")).to.carry({ "/status": "busy" });
          expect(await another.pushed("status_changed")).to.carry({ "/status": "busy" });
          expect(await sender.pushed("status_changed")).to.carry({ "/status": "busy" });
        },
      ),
    );

    it(
      'status_changed is delivered with status "offline"',
      scenario(
        {
          covers: ["#/operations/announceStatus", "#/components/schemas/Presence/enum/3"],
          exclusive: "channel",
        },
        async ({ connect }) => {
          const sender = await connect("chat");
          const listener = await connect("chat", { as: "second" });
          const another = await connect("chat", { as: "third" });
          const status = sender.send("status", { type: "status", status: "offline" });
          expect(await status.ended()).to.succeedIfTaken();
          expect(await listener.pushed("status_changed")).to.carry({ "/status": "offline" });
          expect(await another.pushed("status_changed")).to.carry({ "/status": "offline" });
          expect(await sender.pushed("status_changed")).to.carry({ "/status": "offline" });
        },
      ),
    );
  });

  // #/operations/notify
  describe("notify", () => {
    it(
      "sends notification",
      scenario({ covers: ["#/operations/notify"] }, async ({ connect }) => {
        const client = await connect("chat");
        await client.pushed("notification");
      }),
    );
  });
});
