package io.plumbline.eval.gate.ledger.chunk;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Part of a run: the items of some turns, sent to all its systems with all repeats of its suite.
///
/// @param stage the stage, from 0, after which the run checks whether the verdict is certain
/// @param from its first turn
/// @param to its last turn, exclusive
public record GateChunk(UUID gate, int stage, int from, int to) {

    private static final Pattern ID = Pattern.compile("([0-9a-f-]{36})/([0-9]{1,9})/([0-9]{1,9})-([0-9]{1,9})");

    /// Returns its id in the queue.
    public String id() {
        return gate + "/" + stage + "/" + from + "-" + to;
    }

    /// @throws IllegalArgumentException if it is not a result of [#id]
    public static GateChunk of(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no chunk: " + id);
        }
        return new GateChunk(
                UUID.fromString(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Integer.parseInt(parts.group(4)));
    }
}
