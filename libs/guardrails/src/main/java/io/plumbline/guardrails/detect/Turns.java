package io.plumbline.guardrails.detect;

import java.util.List;

/// What one author said in a conversation, turn by turn, and how much of it is read again with each later
/// turn, so that an attack in pieces is found with the turn that completes it.
///
/// With a turn the characters right before it are read, [#READ_WITH_A_TURN] at most; for the whole
/// conversation [#READ_AGAIN], which are spent from its end, where it goes on. So a long conversation costs
/// no more than a bounded time above that of its texts. Immutable and thread-safe.
public final class Turns {

    /// Characters of earlier turns that are read with one.
    public static final int READ_WITH_A_TURN = 4096;

    /// Characters of a conversation that are read once more.
    static final int READ_AGAIN = 64 * READ_WITH_A_TURN;

    private final List<String> said;
    private final int firstRead;

    /// @param said each turn's text, oldest first
    public Turns(List<String> said) {
        this.said = List.copyOf(said);
        int left = READ_AGAIN;
        int turn = said.size();
        while (turn > 1 && left > 0) {
            turn--;
            left -= charactersFrom(firstBefore(turn), turn) + Math.min(READ_WITH_A_TURN, lengthOf(turn));
        }
        this.firstRead = turn;
    }

    /// What is read with a turn: the turns right before it, oldest first; none where it is the first, or too
    /// long ago.
    ///
    /// @param turn number of the turn, from 0
    public List<String> before(int turn) {
        return turn < firstRead ? List.of() : said.subList(firstBefore(turn), turn);
    }

    private int firstBefore(int turn) {
        int first = turn;
        int characters = 0;
        while (first > 0 && characters < READ_WITH_A_TURN) {
            characters += lengthOf(--first);
        }
        return first;
    }

    private int charactersFrom(int first, int turn) {
        int characters = 0;
        for (int i = first; i < turn; i++) {
            characters += lengthOf(i);
        }
        return Math.min(READ_WITH_A_TURN, characters);
    }

    /// A space is read between turns.
    private int lengthOf(int turn) {
        return Math.min(READ_WITH_A_TURN, said.get(turn).length()) + 1;
    }

    /// Never what was said.
    @Override
    public String toString() {
        return "Turns[" + said.size() + "]";
    }
}
