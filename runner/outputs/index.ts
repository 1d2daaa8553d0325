export { filesOf as recordingsOf } from "../../traffic/recording/files.ts";
export { inputsOf } from "./inputs-of.ts";
export { type Input, type Output, refuseOverwriting } from "./refuse-overwriting.ts";
