package io.plumbline.console.optimiser;

import io.plumbline.console.optimiser.OptimisationClient.Message;
import io.plumbline.console.optimiser.OptimisationClient.Tried;
import io.plumbline.kit.text.WordDifference;
import io.plumbline.kit.text.WordDifference.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A candidate with its difference to the original, message by message.
record CandidateCard(Tried tried, List<Changed> messages) {

    private static final int LONGEST = 4_000;

    /// A message that the original does not have in these words.
    ///
    /// @param before what the original has in its place; empty for an added message
    record Changed(String role, List<Piece> before, List<Piece> after) {}

    /// Returns the candidates except the original: those with held-out scores first, then by training score.
    static List<CandidateCard> of(List<Tried> candidates) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<Message> original = candidates.getFirst().messages();
        return candidates.stream()
                .skip(1)
                .sorted(Comparator.comparingDouble(CandidateCard::rank).reversed())
                .map(tried -> new CandidateCard(tried, changes(original, tried.messages())))
                .toList();
    }

    private static double rank(Tried tried) {
        OptimisationClient.HeldOut heldOut = tried.heldOut();
        if (heldOut != null) {
            return 2 + heldOut.mean();
        }
        OptimisationClient.Score train = tried.train();
        return train == null ? -1 : train.mean() * train.records() / (1 + train.records());
    }

    private static List<Changed> changes(List<Message> original, List<Message> messages) {
        List<Changed> changes = new ArrayList<>();
        for (Message message : messages) {
            if (original.contains(message)) {
                continue;
            }
            Message counterpart = original.stream()
                    .filter(before -> before.role().equals(message.role()) && !messages.contains(before))
                    .findFirst()
                    .orElse(null);
            if (counterpart == null) {
                changes.add(new Changed(message.role(), List.of(), List.of(new Piece(cut(message.content()), true))));
            } else {
                WordDifference difference = WordDifference.between(cut(counterpart.content()), cut(message.content()));
                changes.add(new Changed(message.role(), difference.before(), difference.after()));
            }
        }
        return changes;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
