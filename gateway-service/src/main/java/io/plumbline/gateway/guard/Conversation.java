package io.plumbline.gateway.guard;

import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.guardrails.detect.Turns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the user said before each text of a call, as the call had it before anything was redacted. Goes
/// through the places once, in their order; not thread-safe.
public final class Conversation {

    private final Turns turns;
    private final Surroundings none;
    private int next;

    /// @param places all texts of the call, in order
    /// @param systemPrompt the application's instructions to the model, where they matter
    public Conversation(List<? extends TextPlace> places, @Nullable String systemPrompt) {
        turns = new Turns(places.stream()
                .filter(Conversation::isTurn)
                .map(TextPlace::text)
                .toList());
        none = new Surroundings(systemPrompt, List.of(), List.of());
    }

    /// What surrounds the next place.
    public Surroundings around(TextPlace place) {
        List<String> before = isTurn(place) ? turns.before(next++) : List.of();
        return before.isEmpty() ? none : new Surroundings(none.systemPrompt(), before, List.of());
    }

    private static boolean isTurn(TextPlace place) {
        return place.origin() == Origin.TURN && !place.isFixed();
    }
}
