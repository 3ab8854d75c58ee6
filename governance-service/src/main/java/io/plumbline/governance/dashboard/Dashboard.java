package io.plumbline.governance.dashboard;

import io.plumbline.audit.AuditEvent;
import io.plumbline.web.chart.Bars;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The content of the dashboard. Figures are for today (UTC) and the reader's teams.
///
/// @param calls all calls, including blocked and failed ones
/// @param approvalsDecided number of decisions today
/// @param approvalsPending number pending, regardless of age
/// @param incidentsOpen number of unacknowledged incidents; null without permission to read them
/// @param chart calls of the last 24 hours
/// @param newest the newest events; empty without permission to read them
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

    /// Returns the percentage of blocked calls, for example `0.6`.
    public String blockedPercent() {
        return percent(blocked, calls);
    }

    /// Formats with one decimal; a positive value is never shown as zero.
    static String percent(long some, long all) {
        if (some == 0) {
            return "0";
        }
        double percent = 100.0 * some / all;
        return percent < 0.1 ? "under 0.1" : String.format(Locale.ROOT, "%.1f", percent);
    }
}
