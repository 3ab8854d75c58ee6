package io.plumbline.console.gate;

import io.plumbline.console.gate.GateClient.Guarding;
import io.plumbline.console.gate.GateClient.Item;
import io.plumbline.kit.text.WordDifference;
import io.plumbline.kit.text.WordDifference.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An item on the page: the candidate's answer beside the baseline's, or beside the expected answer without a
/// baseline, with differing words marked.
///
/// @param expected null if the item has no reference
/// @param baseline null if there is none, or it has no answer
/// @param candidate null if it has no answer
/// @param marked whether differing words are marked
/// @param opinions the judge's ratings, the candidate's answer first; empty if the item was not sampled
record ItemCard(
        Item item,
        @Nullable List<Piece> expected,
        @Nullable List<Piece> baseline,
        @Nullable List<Piece> candidate,
        boolean marked,
        List<JudgeRatingCard> opinions) {

    static ItemCard of(Item item, List<JudgeRatingCard> opinions) {
        String expected = item.references().isEmpty() ? null : item.references().getFirst();
        String before = item.baseline() == null ? expected : item.baseline();
        String after = item.candidate();
        if (before == null || after == null) {
            return new ItemCard(item, plain(expected), plain(item.baseline()), plain(after), false, opinions);
        }
        WordDifference difference = WordDifference.between(before, after);
        return item.baseline() == null
                ? new ItemCard(item, difference.before(), null, difference.after(), difference.marked(), opinions)
                : new ItemCard(
                        item, plain(expected), difference.before(), difference.after(), difference.marked(), opinions);
    }

    /// Returns the references after the first.
    public List<String> getFurtherReferences() {
        return item.references().stream().skip(1).toList();
    }

    /// Returns the outcome in the words of the checks.
    public String getBadge() {
        return switch (item.outcome()) {
            case "FAILED" -> "FAIL";
            case "PASSED" -> "PASS";
            default -> item.outcome();
        };
    }

    /// Returns what the guard policy did; null for nothing.
    public @Nullable String getGuarded() {
        Guarding guarding = item.guardrails();
        if (guarding == null) {
            return null;
        }
        List<String> did = new ArrayList<>();
        add(did, guarding.alteredInput(), "altered the question");
        add(did, guarding.blockedInput(), "blocked the question");
        add(did, guarding.alteredOutput(), "altered the answer");
        add(did, guarding.blockedOutput(), "withheld the answer");
        return did.isEmpty() ? null : "The guard policy " + String.join(" and ", did) + " (" + guarding.said() + ").";
    }

    private static void add(List<String> did, boolean done, String what) {
        if (done) {
            did.add(what);
        }
    }

    /// Whether two texts are compared but too different to be marked.
    public boolean isUnlike() {
        return !marked && candidate != null && (item.baseline() != null || expected != null);
    }

    private static @Nullable List<Piece> plain(@Nullable String text) {
        return text == null ? null : List.of(new Piece(text, false));
    }
}
