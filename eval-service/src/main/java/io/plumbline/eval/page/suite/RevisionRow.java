package io.plumbline.eval.page.suite;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.page.gate.GateRow;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.eval.suite.document.SuiteDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A known version of a suite: the current one, and those of gates, since a gate stores its suite.
///
/// @param changed changes against the version below it; empty for the oldest
/// @param newest its newest gate; null for none
record RevisionRow(
        int revision,
        boolean present,
        String changed,
        @Nullable GateRow newest) {

    private record Known(
            int revision, SuiteDocument document, @Nullable Gate newest) {}

    /// @param newestOfEach one gate of each revision, the newest revision first
    static List<RevisionRow> of(SuiteView suite, List<Gate> newestOfEach) {
        List<Known> known = new ArrayList<>();
        if (newestOfEach.isEmpty() || newestOfEach.getFirst().suiteRevision() != suite.revision()) {
            known.add(new Known(suite.revision(), suite.document(), null));
        }
        newestOfEach.forEach(gate -> known.add(new Known(gate.suiteRevision(), gate.document(), gate)));
        List<RevisionRow> rows = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            Known one = known.get(i);
            rows.add(new RevisionRow(
                    one.revision(),
                    one.revision() == suite.revision(),
                    i + 1 == known.size()
                            ? ""
                            : changes(one.document(), known.get(i + 1).document()),
                    one.newest() == null ? null : GateRow.of(one.newest())));
        }
        return rows;
    }

    /// Returns the names of the differences.
    private static String changes(SuiteDocument now, SuiteDocument before) {
        List<String> changes = new ArrayList<>();
        add(changes, "dataset", now.dataset(), before.dataset());
        add(changes, "template", now.template(), before.template());
        add(changes, "metrics", now.metrics(), before.metrics());
        add(changes, "judge", now.judge(), before.judge());
        add(changes, "slices", now.slicesOrNone(), before.slicesOrNone());
        add(changes, "only slices", now.onlySlicesOrAll(), before.onlySlicesOrAll());
        add(changes, "tiers", now.requires(), before.requires());
        add(changes, "ceilings", now.ceilings(), before.ceilings());
        add(changes, "caps", now.caps(), before.caps());
        add(changes, "cache", now.cache(), before.cache());
        add(changes, "repeats", now.repeatsOrOne(), before.repeatsOrOne());
        add(changes, "error budget", now.errorBudgetOrDefault(), before.errorBudgetOrDefault());
        add(changes, "seed", now.seed(), before.seed());
        add(changes, "parameters", now.sentParameters(), before.sentParameters());
        add(changes, "early stop", now.stopsEarly(), before.stopsEarly());
        add(changes, "concurrency", now.concurrencyOrDefault(), before.concurrencyOrDefault());
        return String.join(", ", changes);
    }

    private static void add(List<String> changes, String what, @Nullable Object now, @Nullable Object before) {
        if (!Objects.equals(now, before)) {
            changes.add(what);
        }
    }
}
