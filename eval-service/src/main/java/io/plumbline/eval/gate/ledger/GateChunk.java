package io.plumbline.eval.gate.ledger;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A piece of a run: the items of some turns, asked of all its systems, as often as its suite says.
///
/// @param stage after which the run looks whether the verdict is sure, from 0
/// @param from its first turn
/// @param to the turn behind its last
public record GateChunk(UUID gate, int stage, int from, int to) {

    private static final Pattern ID = Pattern.compile("([0-9a-f-]{36})/([0-9]{1,9})/([0-9]{1,9})-([0-9]{1,9})");

    /// As the queue calls it.
    public String id() {
        return gate + "/" + stage + "/" + from + "-" + to;
    }

    /// @throws IllegalArgumentException for what [#id] never says
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
