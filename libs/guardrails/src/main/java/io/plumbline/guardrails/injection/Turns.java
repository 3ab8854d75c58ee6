package io.plumbline.guardrails.injection;

import java.util.List;

/// The turns of one author in a conversation. Each turn is inspected together with the text before it, so that an
/// attack in pieces is found with the turn that completes it.
///
/// A turn is read with the characters right before it, at most [#READ_WITH_A_TURN]. The whole conversation has a
/// budget of [#READ_AGAIN], spent from its end, where it continues. The additional cost of a long conversation is
/// therefore bounded. Immutable and thread-safe.
public final class Turns {

    /// Characters of earlier turns that are read with a turn.
    public static final int READ_WITH_A_TURN = 4096;

    /// Characters of a conversation that are read a second time.
    static final int READ_AGAIN = 64 * READ_WITH_A_TURN;

    private final List<String> said;
    private final int firstRead;

    /// @param said the text of each turn, oldest first
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

    /// The turns right before a turn that are read with it, oldest first; none if it is the first or lies too far
    /// back.
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

    /// A space separates turns.
    private int lengthOf(int turn) {
        return Math.min(READ_WITH_A_TURN, said.get(turn).length()) + 1;
    }

    /// Never contains the conversation.
    @Override
    public String toString() {
        return "Turns[" + said.size() + "]";
    }
}
