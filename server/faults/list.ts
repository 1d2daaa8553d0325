import {
  DUPLICATE_ACCEPTED,
  INVALID_ACCEPTED,
  OUT_OF_ORDER_ACCEPTED,
  VALID_REFUSED,
} from "./acceptance-faults.ts";
import { CASE_IGNORED } from "./case-faults.ts";
import { NO_CLOSE_AFTER_REFUSAL, WRONG_CLOSE_CODE, WRONG_REFUSAL_CODE } from "./code-faults.ts";
import {
  BAD_HANDSHAKE_ACCEPTED,
  BROKEN_FRAME,
  CLOSE_NOT_ANSWERED,
  HANDSHAKE_REFUSED,
  NO_GREETING,
  NO_HANDSHAKE,
  REPEATED_GREETING,
  UNEXPECTED_CLOSE,
  UNKNOWN_PATH_ACCEPTED,
  WRONG_SHUTDOWN_CODE,
  WRONG_SUBPROTOCOL,
} from "./connection-faults.ts";
import { FOREIGN_CORRELATION, REPLY_TO_NEIGHBOUR, SWAPPED_CORRELATION } from "./correlation-faults.ts";
import { LEAVER_CUTS_OTHERS, SLOW_READER_CUT, SLOW_READER_HOLDS_UP } from "./consumer-faults.ts";
import { IDLE_EARLY, IDLE_NEVER, WRONG_IDLE_CODE } from "./idle-faults.ts";
import { CANCEL_IGNORED, UPDATES_AFTER_UNSUBSCRIBE } from "./interrupt-faults.ts";
import { DEAF_AFTER_REFUSAL, GOOD_REFUSED_AFTER_BAD } from "./after-refusal-faults.ts";
import { DIES_ON_BINARY, DIES_ON_MALFORMED, DIES_ON_UNKNOWN } from "./crash-faults.ts";
import { LATE_PUSH, LATE_REPLY } from "./late-faults.ts";
import type { Fault, FaultFamily } from "./model.ts";
import { PROGRESS_GOES_BACK, REPEATED_ITEM, SKIPPED_INDEX } from "./order-faults.ts";
import { WRONG_TYPE_IN_GREETING, WRONG_TYPE_IN_PUSH } from "./broken-push.ts";
import {
  BROADCAST_TO_SENDER,
  DELIVERED_TWICE,
  LEAKED_PRIVATE,
  NOT_DELIVERED,
  ONE_LEFT_OUT,
  REPLY_TO_OTHERS,
  REPLY_WHERE_ASKED,
} from "./push-faults.ts";
import {
  BINARY_ACCEPTED,
  FLOOD_ACCEPTED,
  INVALID_IGNORED,
  MALFORMED_IGNORED,
  MALFORMED_KILLS,
  NEIGHBOUR_KILLED,
  OVERSIZE_ACCEPTED,
  UNKNOWN_IGNORED,
} from "./refusal-faults.ts";
import { WRONG_COUNT, WRONG_ECHO, WRONG_JOIN } from "./relation-faults.ts";
import { MISSING_FIELD, NO_REPLY, NOT_JSON, UNDECLARED_FIELD, WRONG_TYPE } from "./reply-faults.ts";
import {
  CREDENTIAL_FAULTS,
  GREETING_BEFORE_REFUSAL,
  OPERATION_SCOPE_IGNORED,
  WRONG_STATUS,
} from "./security-faults.ts";
import {
  CUT_SHORT,
  DIES_ON_LEAVE,
  MESSAGE_AFTER_END,
  NO_TERMINAL,
  OUT_OF_SEQUENCE,
  STALLED_STREAM,
} from "./stream-faults.ts";
import { WORN_OUT } from "./worn-faults.ts";
import { UNDECLARED_MESSAGE } from "./undeclared.ts";

/** Kinds of faults by what they break; `Fault.family` is the family of tests that has to notice one. */
export const FAULT_FAMILIES: readonly FaultFamily[] = [
  {
    name: "shape",
    summary: "a message is not what its schema says, or no message at all",
    faults: [
      WRONG_TYPE,
      MISSING_FIELD,
      UNDECLARED_FIELD,
      WRONG_TYPE_IN_PUSH,
      WRONG_TYPE_IN_GREETING,
      NOT_JSON,
      UNDECLARED_MESSAGE,
      BROKEN_FRAME,
    ],
  },
  {
    name: "messages",
    summary: "a message is missing, or comes too often",
    faults: [NO_GREETING, REPEATED_GREETING, NO_REPLY, NOT_DELIVERED, DELIVERED_TWICE],
  },
  {
    name: "order",
    summary: "messages, or the numbers in them, are not in their order",
    faults: [SKIPPED_INDEX, REPEATED_ITEM, PROGRESS_GOES_BACK, OUT_OF_SEQUENCE, MESSAGE_AFTER_END],
  },
  {
    name: "stream",
    summary: "a stream does not end, ends too early, goes on after its end, or sums up wrongly",
    faults: [
      STALLED_STREAM,
      NO_TERMINAL,
      CUT_SHORT,
      WRONG_JOIN,
      WRONG_COUNT,
      CANCEL_IGNORED,
      UPDATES_AFTER_UNSUBSCRIBE,
    ],
  },
  {
    name: "correlation",
    summary: "an answer belongs to another question",
    faults: [FOREIGN_CORRELATION, WRONG_ECHO, CASE_IGNORED],
  },
  {
    name: "audience",
    summary: "a message reaches those that it is not for, or not all that it is for",
    faults: [LEAKED_PRIVATE, BROADCAST_TO_SENDER, ONE_LEFT_OUT, REPLY_WHERE_ASKED, REPLY_TO_OTHERS],
  },
  {
    name: "security",
    summary: "somebody gets in who must not, or sees something before being refused",
    faults: [
      ...CREDENTIAL_FAULTS,
      OPERATION_SCOPE_IGNORED,
      WRONG_STATUS,
      GREETING_BEFORE_REFUSAL,
      UNKNOWN_PATH_ACCEPTED,
      BAD_HANDSHAKE_ACCEPTED,
    ],
  },
  {
    name: "refusal",
    summary: "bad input is taken, ignored or refused in another way; or good input is refused",
    faults: [
      HANDSHAKE_REFUSED,
      WRONG_SUBPROTOCOL,
      VALID_REFUSED,
      MALFORMED_IGNORED,
      UNKNOWN_IGNORED,
      INVALID_IGNORED,
      INVALID_ACCEPTED,
      OUT_OF_ORDER_ACCEPTED,
      DUPLICATE_ACCEPTED,
      WRONG_REFUSAL_CODE,
      BINARY_ACCEPTED,
      OVERSIZE_ACCEPTED,
      FLOOD_ACCEPTED,
    ],
  },
  {
    name: "close codes",
    summary: "a close is missing, is not declared, or has another code",
    faults: [
      WRONG_CLOSE_CODE,
      NO_CLOSE_AFTER_REFUSAL,
      WRONG_IDLE_CODE,
      WRONG_SHUTDOWN_CODE,
      UNEXPECTED_CLOSE,
      CLOSE_NOT_ANSWERED,
      MALFORMED_KILLS,
    ],
  },
  {
    name: "timing",
    summary: "something comes too early or too late",
    faults: [NO_HANDSHAKE, LATE_REPLY, LATE_PUSH, IDLE_NEVER, IDLE_EARLY],
  },
  {
    name: "concurrency",
    summary: "what happens at the same time gets mixed up",
    faults: [
      SWAPPED_CORRELATION,
      REPLY_TO_NEIGHBOUR,
      NEIGHBOUR_KILLED,
      SLOW_READER_CUT,
      SLOW_READER_HOLDS_UP,
      LEAVER_CUTS_OTHERS,
    ],
  },
  {
    name: "state after error",
    summary: "after an error the service is not what it was",
    faults: [DEAF_AFTER_REFUSAL, GOOD_REFUSED_AFTER_BAD],
  },
  {
    name: "wear",
    summary: "what has worked for a while works no more",
    faults: [WORN_OUT],
  },
  {
    name: "crash",
    summary: "the whole service ends",
    faults: [DIES_ON_LEAVE, DIES_ON_MALFORMED, DIES_ON_UNKNOWN, DIES_ON_BINARY],
  },
];

/** Every deliberate fault of the stub. A name is a promise to scripts: it is never changed. See docs/faults.md. */
export const FAULTS: readonly Fault[] = FAULT_FAMILIES.flatMap(({ faults }) => faults);
