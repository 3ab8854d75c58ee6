package io.plumbline.kit.web;

import io.plumbline.kit.problem.RequestProblem;
import org.jspecify.annotations.Nullable;

/// `ETag` and `If-Match` (RFC 9110) of editable resources. The tag is the version of the row.
public final class EntityTags {

    private EntityTags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /// Refuses (412) a write whose `If-Match` differs from the current version.
    public static void check(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        for (String tag : ifMatch.split(",", 20)) {
            if (tag.strip().equals(of(version))) {
                return;
            }
        }
        throw RequestProblem.STALE_VERSION.because(
                "Read the resource again and apply your change to its current version.");
    }
}
