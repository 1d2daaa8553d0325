/** The stub: a service that keeps a contract, or breaks it in one named way. */
export type * from "./faults/index.ts";
export type { FrameText, StubEvent } from "./events.ts";
export type {
  FaultWitness,
  Handler,
  HandlerContext,
  Handlers,
  Reload,
  Stub,
  StubOptions,
} from "./model.ts";
export type { PaceOption } from "./pace.ts";
export type { Patch, TypedContext, TypedHandler, TypedReplies } from "./typed-handler.ts";
export { startStub } from "./start-stub.ts";
