package io.plumbline.eval.suite;

import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.web.DocumentDiff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a new document changes of a suite.
///
/// @param team of the suite
/// @param version of the suite that is replaced, for its entity tag; null where none is there
/// @param before digest of the document that is replaced; null likewise
/// @param approvalId of the document that is replaced; null where it took none
/// @param after digest of the new one
/// @param changes the leaves that differ
record SuiteChange(
        String name,
        String team,
        @Nullable Long version,
        @Nullable String before,
        @Nullable UUID approvalId,
        String after,
        List<DocumentDiff.Change> changes) {

    private static final int MOST_TOLD = 30;
    private static final int LONGEST_TOLD = 200;
    private static final String TEMPLATE = "/template";

    /// Whether the document that is there stays.
    boolean isNone() {
        return before != null && changes.isEmpty();
    }

    /// The differences as events tell them: the first thirty, each side in at most 200 characters. Words of
    /// prompts, and what is longer, stand there by their digests.
    List<Map<String, Object>> told() {
        return changes.stream()
                .limit(MOST_TOLD)
                .map(change -> {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("pointer", cut(change.pointer()));
                    told.put("before", told(change.pointer(), change.before()));
                    told.put("after", told(change.pointer(), change.after()));
                    return told;
                })
                .toList();
    }

    private static String told(String pointer, @Nullable JsonNode value) {
        if (value == null) {
            return "";
        }
        String text = value.isString() ? value.asString() : value.toString();
        return pointer.startsWith(TEMPLATE) || text.length() > LONGEST_TOLD ? SuiteDigest.of(value) : text;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TOLD ? text : text.substring(0, LONGEST_TOLD);
    }

    /// A change, and by whose approval it is made.
    ///
    /// @param approval null where nobody had to approve
    record Approved(SuiteChange change, @Nullable Approval approval) {}
}
