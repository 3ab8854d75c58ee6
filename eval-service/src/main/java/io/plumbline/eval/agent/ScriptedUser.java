package io.plumbline.eval.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// Says the turns of a record, then what another user says.
final class ScriptedUser implements UserTurns {

    /// A user who says nothing.
    static final UserTurns SILENT = new UserTurns() {
        @Override
        public Turn next(List<Map<String, Object>> messages) {
            return Turn.NONE;
        }

        @Override
        public boolean isOver() {
            return true;
        }
    };

    private final Deque<String> turns;
    private final UserTurns then;

    ScriptedUser(List<String> turns, UserTurns then) {
        this.turns = new ArrayDeque<>(turns);
        this.then = then;
    }

    @Override
    public Turn next(List<Map<String, Object>> messages) {
        String turn = turns.poll();
        return turn == null ? then.next(messages) : new Turn(turn, false, null);
    }

    @Override
    public boolean isOver() {
        return turns.isEmpty() && then.isOver();
    }
}
