package io.plumbline.standalone.audit;

import io.plumbline.configuration.conduct.ConductReport;
import io.plumbline.configuration.conduct.ConductReport.Violation;
import io.plumbline.standalone.console.Narrator;
import java.util.Locale;

/// Prints what the log proves about production.
final class ConductTelling {

    private static final int MOST_NAMED = 20;

    private final Narrator narrator;

    ConductTelling(Narrator narrator) {
        this.narrator = narrator;
    }

    /// @return whether there are no errors
    boolean tell(ConductReport report) {
        if (report.earlier() > 0) {
            narrator.say(String.format(
                    Locale.ROOT,
                    "%,d calls do not record their served configuration because they are too old. Nothing is proven about them.",
                    report.earlier()));
        }
        if (report.holds()) {
            narrator.good(String.format(
                    Locale.ROOT,
                    "Conduct: %,d of %,d production calls used a configuration that was gated and approved at"
                            + " that time%s.",
                    report.proven(),
                    report.calls(),
                    report.lifted() == 0
                            ? ""
                            : String.format(Locale.ROOT, "; %,d under break-glass", report.lifted())));
            return true;
        }
        report.violations().stream().limit(MOST_NAMED).forEach(violation -> narrator.bad(text(violation)));
        report.counts().forEach((kind, count) -> narrator.bad("%s: %d in all".formatted(kind, count)));
        narrator.bad(String.format(
                Locale.ROOT,
                "Conduct: only %,d of %,d production calls are accounted for.",
                report.proven(),
                report.calls()));
        return false;
    }

    private static String text(Violation violation) {
        return "%s at %d, event %s, route %s: %s"
                .formatted(
                        violation.kind(), violation.index(), violation.event(), violation.route(), violation.detail());
    }
}
