package io.plumbline.simulator.answer;

import io.plumbline.simulator.dials.Chance;
import io.plumbline.simulator.knowledge.PersonalData;
import io.plumbline.simulator.knowledge.PersonalData.Kind;
import java.util.List;
import java.util.regex.Pattern;

/// Repeats the user's personal data, so that tests can check whether a gateway that inserted placeholders
/// restores it. It does so whenever the user wishes to be contacted, and for half of the other messages with
/// personal data.
final class Echo {
    private static final Pattern WISH = Pattern.compile(
            "\\b(?:write|e-?mail|contact|reach|call|phone|ring|send|reply|answer|confirm|text|note)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final double SHARE = 0.5;

    private Echo() {}

    static String of(PersonalData personal, Chance chance) {
        boolean repeats = !personal.isEmpty()
                && (WISH.matcher(personal.rest()).find() || chance.unit("echo", personal.rest()) < SHARE);
        if (!repeats) {
            return "";
        }
        StringBuilder echo = new StringBuilder();
        for (Kind kind : Kind.values()) {
            List<String> items = personal.of(kind);
            if (!items.isEmpty()) {
                echo.append(' ').append(sentence(kind, items.getFirst()));
            }
        }
        return echo.toString();
    }

    private static String sentence(Kind kind, String item) {
        return switch (kind) {
            case EMAIL -> "I will write to " + item + " to confirm this.";
            case PHONE -> "If anything is unclear, I will call you on " + item + ".";
            case CARD -> "I have found the card " + item + ".";
            case IBAN -> "I have noted the account " + item + ".";
            case SSN -> "I have matched the number " + item + " with our records.";
            case PERSON -> "Thank you, " + item + ".";
            case OTHER -> "I have noted " + item + ".";
        };
    }
}
