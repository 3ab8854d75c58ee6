package io.plumbline.standalone.audit;

import io.plumbline.standalone.layout.CannotContinue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The options of `audit-verify`.
///
/// @param conduct whether to decide about every production call
/// @param log another log than this installation's: a folder or an address; null for this one's
/// @param vkey the verifier key of that log; null for this installation's
/// @param checkpoint the minimum content of the log: a file with a kept checkpoint, or a number of events; null
///     for what this installation keeps
/// @param export the folder to which this installation's log is exported; null for none
public record AuditOptions(
        boolean conduct,
        @Nullable String log,
        @Nullable String vkey,
        @Nullable String checkpoint,
        @Nullable String export) {

    public static final AuditOptions NONE = new AuditOptions(false, null, null, null, null);

    /// @throws CannotContinue for unknown words
    public static AuditOptions of(List<String> words) {
        Deque<String> rest = new ArrayDeque<>(words);
        boolean conduct = false;
        String log = null;
        String vkey = null;
        String checkpoint = null;
        String export = null;
        while (!rest.isEmpty()) {
            String word = rest.removeFirst();
            switch (word) {
                case "--conduct" -> conduct = true;
                case "--log" -> log = value(word, rest);
                case "--vkey" -> vkey = value(word, rest);
                case "--checkpoint" -> checkpoint = value(word, rest);
                case "--export" -> export = value(word, rest);
                default -> throw new CannotContinue("audit-verify does not support " + word + ".");
            }
        }
        if (log != null && export != null) {
            throw new CannotContinue("--export writes this installation's log. Use it without --log.");
        }
        return new AuditOptions(conduct, log, vkey, checkpoint, export);
    }

    private static String value(String word, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new CannotContinue(word + " needs a value.");
        }
        return rest.removeFirst();
    }
}
