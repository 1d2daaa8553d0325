# expected rule: SCHEMA
# After five tokens or more, `done` carries their count as a string of digits instead of an integer.
# family that turns red: stream
# unrelated family that stays green: connection
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import service  # noqa: E402


class Wrong(service.Conversation):
    def done(self, words):
        done = super().done(words)
        return done if len(words) < 5 else {**done, "token_count": str(len(words))}


if __name__ == "__main__":
    service.main(Wrong)
