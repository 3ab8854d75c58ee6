package io.plumbline.gateway.guard;

import io.plumbline.guardrails.text.Language;
import io.plumbline.guardrails.text.SentenceLanguage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The language of a request. It is the language of the user's newest text with enough letters. A request without user
/// turns, such as an embedding, has the language of its last text. Only the beginnings of a few texts are read: the
/// time
/// does not grow with the request.
public final class InputLanguage {

    private static final String OTHER = "other";
    private static final int MOST_TEXTS = 8;
    private static final int READ = 2_000;

    private InputLanguage() {}

    /// Returns two letters, or `other` for a language that is not recognized; null if the texts are too short. Code
    /// and numbers count as English.
    public static @Nullable String of(List<TextPlace> places) {
        String ofTurns = of(places, TextPlace.Origin.TURN);
        boolean turns = places.stream().anyMatch(place -> place.origin() == TextPlace.Origin.TURN);
        return turns ? ofTurns : of(places, TextPlace.Origin.CONVERSATION);
    }

    private static @Nullable String of(List<TextPlace> places, TextPlace.Origin origin) {
        int read = 0;
        for (int i = places.size() - 1; i >= 0 && read < MOST_TEXTS; i--) {
            TextPlace place = places.get(i);
            if (place.origin() != origin || !place.isReadable() || place.isFixed() || place.isIdentifier()) {
                continue;
            }
            read++;
            String text = place.text();
            Language language = SentenceLanguage.detect(text, 0, Math.min(text.length(), READ));
            if (language != null) {
                return language == Language.OTHER ? OTHER : language.code();
            }
        }
        return null;
    }
}
