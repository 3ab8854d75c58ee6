package io.plumbline.eval.suite;

import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.web.DocumentDiff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The changes of a suite by a new document.
///
/// @param team team of the suite
/// @param version version of the replaced suite, for its entity tag; null if there is none
/// @param before digest of the replaced document; null if there is none
/// @param approvalId approval of the replaced document; null if it needed none
/// @param after digest of the new document
/// @param changes the differing leaves
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

    /// Whether nothing changes.
    boolean isNone() {
        return before != null && changes.isEmpty();
    }

    /// Returns the differences for events: the first thirty, each side in at most 200 characters. Prompt texts
    /// and longer values are replaced by their digests.
    List<Map<String, Object>> described() {
        return changes.stream()
                .limit(MOST_TOLD)
                .map(change -> {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("pointer", cut(change.pointer()));
                    told.put("before", described(change.pointer(), change.before()));
                    told.put("after", described(change.pointer(), change.after()));
                    return told;
                })
                .toList();
    }

    private static String described(String pointer, @Nullable JsonNode value) {
        if (value == null) {
            return "";
        }
        String text = value.isString() ? value.asString() : value.toString();
        return pointer.startsWith(TEMPLATE) || text.length() > LONGEST_TOLD ? SuiteDigest.of(value) : text;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TOLD ? text : text.substring(0, LONGEST_TOLD);
    }

    /// A change with its approval.
    ///
    /// @param approval null if nobody had to approve
    record Approved(SuiteChange change, @Nullable Approval approval) {}
}
