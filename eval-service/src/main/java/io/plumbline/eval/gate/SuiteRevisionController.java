package io.plumbline.eval.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The known revisions of a suite: the current one, and those of gates, since a gate stores its suite.
@RestController
class SuiteRevisionController {

    private static final int MOST = 50;

    private final SuiteCatalog suites;
    private final GateArchive gates;
    private final JsonMapper json;

    SuiteRevisionController(SuiteCatalog suites, GateArchive gates, JsonMapper json) {
        this.suites = suites;
        this.gates = gates;
        this.json = json;
    }

    /// A revision.
    ///
    /// @param current whether gates run it now
    /// @param changes the differences from the known revision before; empty for the oldest
    /// @param gate its newest gate; absent without one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SuiteRevision(
            int revision,
            boolean current,
            SuiteDocument document,
            List<DocumentDiff.Change> changes,
            @Nullable RevisionGate gate) {}

    /// The newest gate of a revision.
    ///
    /// @param outcome the verdict, or the status before a verdict exists
    record RevisionGate(UUID id, Candidate candidate, String outcome, Instant createdAt) {

        static RevisionGate of(Gate gate) {
            return new RevisionGate(
                    gate.id(),
                    gate.candidate(),
                    gate.verdict() == null
                            ? gate.status().name()
                            : gate.verdict().name(),
                    gate.createdAt());
        }
    }

    private record Known(
            int revision, SuiteDocument document, @Nullable RevisionGate gate) {}

    /// Lists the current revision and the newest 50 revisions with gates, newest first. Revisions that no gate has
    /// run are not kept.
    @GetMapping("/api/v1/suites/{name}/revisions")
    @RequiresPermission(Permission.SUITE_READ)
    Page<SuiteRevision> revisions(@PathVariable String name) {
        SuiteView suite = suites.get(name);
        List<Known> known = known(suite);
        List<SuiteRevision> revisions = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            Known one = known.get(i);
            revisions.add(new SuiteRevision(
                    one.revision(),
                    one.revision() == suite.revision(),
                    one.document(),
                    i + 1 == known.size()
                            ? List.of()
                            : DocumentDiff.changes(tree(known.get(i + 1).document()), tree(one.document())),
                    one.gate()));
        }
        return new Page<>(revisions, null);
    }

    private List<Known> known(SuiteView suite) {
        List<Gate> newestOfEach = gates.ofEachRevision(suite.name(), MOST);
        List<Known> known = new ArrayList<>();
        if (newestOfEach.isEmpty() || newestOfEach.getFirst().suiteRevision() != suite.revision()) {
            known.add(new Known(suite.revision(), suite.document(), null));
        }
        newestOfEach.forEach(
                gate -> known.add(new Known(gate.suiteRevision(), gate.document(), RevisionGate.of(gate))));
        return known;
    }

    private JsonNode tree(SuiteDocument document) {
        return json.readTree(json.writeValueAsString(document));
    }
}
