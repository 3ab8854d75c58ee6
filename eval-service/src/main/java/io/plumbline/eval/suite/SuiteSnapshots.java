package io.plumbline.eval.suite;

import io.plumbline.clients.eval.EvalSnapshot;
import io.plumbline.clients.eval.EvalSnapshot.SuiteEntry;
import io.plumbline.kit.change.Changes;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the suites changed after a change number, at one point in time.
@Service
class SuiteSnapshots {

    private final Changes changes;
    private final SuiteRepository suites;
    private final JsonMapper json;

    SuiteSnapshots(Changes changes, SuiteRepository suites, JsonMapper json) {
        this.changes = changes;
        this.suites = suites;
        this.json = json;
    }

    /// @param since 0, or a number unknown in this history, for everything
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public EvalSnapshot since(long since) {
        long current = changes.current();
        boolean complete = since <= 0 || since > current;
        List<SuiteEntry> changed = suites.findByChangeGreaterThanOrderByName(complete ? 0 : since).stream()
                .map(this::entry)
                .toList();
        return new EvalSnapshot(current, complete, changed);
    }

    private SuiteEntry entry(Suite suite) {
        JsonNode document = json.readTree(suite.document());
        return new SuiteEntry(
                suite.name(),
                suite.team(),
                suite.revision(),
                SuiteDigest.of(document),
                document.path("dataset").asString(""),
                suite.updatedAt(),
                suite.approvalId());
    }
}
