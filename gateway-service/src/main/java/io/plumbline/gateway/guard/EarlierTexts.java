package io.plumbline.gateway.guard;

import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.guardrails.injection.Turns;
import io.plumbline.personaldata.detect.Surroundings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Returns the earlier texts of the same author for each text of a call, as they were before redaction: for a
/// user turn the earlier user turns, for a tool result the earlier results. Attacks that are split over several
/// texts are therefore inspected as one. Visits the places once, in order; not thread-safe.
public final class EarlierTexts {

    private final Author user;
    private final Author tools;
    private final Surroundings none;

    /// @param places all texts of the call, in order
    /// @param systemPrompt the application's instructions to the model, if they matter
    public EarlierTexts(List<? extends TextPlace> places, @Nullable String systemPrompt) {
        user = new Author(Origin.TURN, places);
        tools = new Author(Origin.TOOL_RESULT, places);
        none = new Surroundings(systemPrompt, List.of(), List.of());
    }

    static String messageOf(TextPlace place) {
        String param = place.param();
        return param.substring(0, param.indexOf(']') + 1);
    }

    /// Returns the surroundings of the next place.
    public Surroundings around(TextPlace place) {
        List<String> before = user.wrote(place) ? user.before() : tools.wrote(place) ? tools.before() : List.of();
        return before.isEmpty() ? none : new Surroundings(none.systemPrompt(), before, List.of());
    }

    private static final class Author {
        private final Origin origin;
        private final Turns turns;
        private int next;

        private Author(Origin origin, List<? extends TextPlace> places) {
            this.origin = origin;
            List<String> texts = new ArrayList<>(places.size());
            for (TextPlace place : places) {
                if (wrote(place)) {
                    texts.add(place.text());
                }
            }
            turns = new Turns(texts);
        }

        private boolean wrote(TextPlace place) {
            return place.origin() == origin && !place.isFixed();
        }

        private List<String> before() {
            return turns.before(next++);
        }
    }
}
