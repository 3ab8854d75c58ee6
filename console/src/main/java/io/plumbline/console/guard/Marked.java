package io.plumbline.console.guard;

import io.plumbline.console.guard.GuardClient.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A text in pieces, of which those with findings are marked.
final class Marked {

    private Marked() {}

    /// A piece of a text.
    ///
    /// @param label what was found in it; empty for nothing
    record Piece(String text, String label) {}

    /// Splits a text at its findings. Where findings overlap, a piece has the labels of all of them.
    static List<Piece> of(String text, List<Found> findings) {
        int[] points = text.codePoints().toArray();
        List<Integer> cuts = new ArrayList<>(List.of(0, points.length));
        for (Found found : findings) {
            cuts.add(Math.clamp(found.start(), 0, points.length));
            cuts.add(Math.clamp(found.end(), 0, points.length));
        }
        List<Integer> places =
                cuts.stream().distinct().sorted(Comparator.naturalOrder()).toList();
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i + 1 < places.size(); i++) {
            int from = places.get(i);
            int to = places.get(i + 1);
            pieces.add(new Piece(new String(points, from, to - from), label(findings, from, to)));
        }
        return pieces;
    }

    private static String label(List<Found> findings, int from, int to) {
        return findings.stream()
                .filter(found -> found.start() <= from && found.end() >= to)
                .map(found -> found.entityType() == null ? found.category().replace('_', ' ') : found.entityType())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
