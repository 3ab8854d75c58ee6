package io.plumbline.governance.dashboard;

import io.plumbline.audit.AuditEvent;
import io.plumbline.web.chart.Bars;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the first page shows. Numbers are of today (UTC) and of the teams that the reader sees.
///
/// @param calls all calls, blocked and failed ones included
/// @param approvalsDecided decisions taken today
/// @param approvalsPending how many wait, since whenever
/// @param incidentsOpen how many nobody has taken on; null for who may not read them
/// @param chart calls of the last 24 hours
/// @param newest the newest events; empty for who may not read them
record Dashboard(
        long calls,
        long blocked,
        long failed,
        long gates,
        long approvalsDecided,
        long approvalsPending,
        @Nullable Long incidentsOpen,
        Bars chart,
        List<AuditEvent> newest) {

    /// Blocked calls of a hundred, such as `0.6`.
    public String blockedPercent() {
        return percent(blocked, calls);
    }

    /// To one digit; what is there at all is never shown as nothing.
    static String percent(long some, long all) {
        if (some == 0) {
            return "0";
        }
        double percent = 100.0 * some / all;
        return percent < 0.1 ? "under 0.1" : String.format(Locale.ROOT, "%.1f", percent);
    }
}
