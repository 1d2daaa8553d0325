/** The real thing: traffic between real clients and a real service, live or recorded, before the judge. */
export { type Audience, Hearing, type HearingOptions } from "./hearing.ts";
export type { Circumstances, Headers, WireEvent } from "./model.ts";
export { filesOf } from "./recording/files.ts";
export { eventLine, headerLine, RECORDING_VERSION } from "./recording/format.ts";
export type { HostChoice } from "./recording/har-hosts.ts";
export { type Listener, readRecording } from "./recording/read-recording.ts";
export { createRecorder, type Recorder } from "./recording/recorder.ts";
export { SecretBook, type SecretOptions } from "./secrets/secret-book.ts";
export type { Story } from "./story.ts";
export { type Denial, Enforcer } from "./proxy/enforcer.ts";
export { type RunningProxy, startProxy } from "./proxy/proxy.ts";
export type { ProxyOptions, ProxyStats } from "./proxy/model.ts";
