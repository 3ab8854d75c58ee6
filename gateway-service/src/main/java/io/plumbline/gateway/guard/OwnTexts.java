package io.plumbline.gateway.guard;

import io.plumbline.gateway.guard.TextPlace.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The texts of a call, split into those that are the same in every conversation of an application and the rest:
/// the instructions before the conversation, the tools, and the rest. They are guarded in this order, so that
/// redactions in the first two do not depend on the conversation.
///
/// @param instructions before the first turn
/// @param tools and the answer form
/// @param rest in order
record OwnTexts(List<TextPlace> instructions, List<TextPlace> tools, List<TextPlace> rest) {

    private static final String MESSAGES = "messages[";
    private static final String SYSTEM = "system";
    private static final List<String> TOOLS =
            List.of("tools[", "functions[", "response_format.", "output_config.", "output_format.");

    /// @param places of a request, in order
    static OwnTexts of(List<? extends TextPlace> places) {
        Set<String> instructing = new HashSet<>();
        for (TextPlace place : places) {
            if (place.origin() == Origin.INSTRUCTIONS) {
                instructing.add(EarlierTexts.messageOf(place));
            }
        }
        OwnTexts own = new OwnTexts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        boolean begun = false;
        for (TextPlace place : places) {
            boolean message = place.param().startsWith(MESSAGES);
            begun |= message && !instructing.contains(EarlierTexts.messageOf(place));
            own.listFor(place, message, begun).add(place);
        }
        return own;
    }

    private List<TextPlace> listFor(TextPlace place, boolean message, boolean begun) {
        boolean instructs = place.origin() == Origin.INSTRUCTIONS;
        if (instructs && (message ? !begun : place.param().startsWith(SYSTEM))) {
            return instructions;
        }
        return !message && TOOLS.stream().anyMatch(place.param()::startsWith) ? tools : rest;
    }

    /// Returns the texts of the places. Leaves out cache markers for the provider, which move from turn to turn.
    static List<String> words(List<TextPlace> places) {
        List<String> words = new ArrayList<>(places.size());
        for (TextPlace place : places) {
            if (!place.param().contains("cache_control")) {
                words.add(place.text());
            }
        }
        return words;
    }
}
