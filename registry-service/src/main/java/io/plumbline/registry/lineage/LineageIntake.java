package io.plumbline.registry.lineage;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.registry.lineage.Lineage.Node;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Takes what other systems report. A report belongs to one team, and names no node of another team, so no team
/// can change the lineage that another one sees.
@Service
class LineageIntake {

    private static final int MAX_EDGES = 100_000;

    private final LineageNodes nodes;
    private final ReportedEdges edges;
    private final AuditTrail trail;

    LineageIntake(LineageNodes nodes, ReportedEdges edges, AuditTrail trail) {
        this.nodes = nodes;
        this.edges = edges;
        this.trail = trail;
    }

    /// Adds the edges of an event. An event about a failed or aborted run adds none.
    ///
    /// @param named null for the caller's only team
    /// @throws ProblemException 400 if the event names a node that is not of the team; 409 if the team has
    ///     too many edges
    @Transactional
    void report(LineageEvent event, @Nullable String named) {
        String team = Callers.current().teamFor(Permission.DATASET_WRITE, named);
        check(event, team);
        if (!event.holds()) {
            return;
        }
        if (edges.count(team) + event.inputs().size() + event.outputs().size() > MAX_EDGES) {
            throw RequestProblem.CONFLICT.because("The team has reported " + MAX_EDGES + " edges, which is the limit.");
        }
        int added = 0;
        for (NodeId input : event.inputs()) {
            added += edges.put(team, input, event.job(), event) ? 1 : 0;
        }
        for (NodeId output : event.outputs()) {
            added += edges.put(team, event.job(), output, event) ? 1 : 0;
        }
        if (added > 0) {
            trail.append(AuditEntry.of(
                            LineageAction.REPORTED, team, "job", event.job().name())
                    .with("run", event.runId())
                    .with("inputs", ids(event.inputs()))
                    .with("outputs", ids(event.outputs()))
                    .with("added", added));
        }
    }

    private static List<String> ids(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::toString).toList();
    }

    private void check(LineageEvent event, String team) {
        List<NodeId> own = Stream.concat(event.inputs().stream(), event.outputs().stream())
                .filter(node -> node.kind() != NodeKind.SOURCE)
                .toList();
        Set<String> known = nodes.find(new Frontier(own)).stream()
                .filter(node -> Objects.equals(node.team(), team))
                .map(Node::id)
                .collect(Collectors.toSet());
        ProblemException problem =
                RequestProblem.INVALID_REQUEST.because("The request is invalid. errors lists each field.");
        fault("inputs", event.inputs(), known, problem);
        fault("outputs", event.outputs(), known, problem);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private static void fault(String member, List<NodeId> named, Set<String> known, ProblemException problem) {
        for (int i = 0; i < named.size(); i++) {
            if (named.get(i).kind() != NodeKind.SOURCE
                    && !known.contains(named.get(i).toString())) {
                problem.at("/" + member + "/" + i, "is not a resource of this team that you can access");
            }
        }
    }
}
