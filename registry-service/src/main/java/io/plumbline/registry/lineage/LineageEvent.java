package io.plumbline.registry.lineage;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An event of OpenLineage: a job, one of its runs, and what it read and wrote. A dataset of the namespace
/// `plumbline` is a node of ours, named by its id, such as `dataset:faq@3`; an alias of that namespace in the
/// facet `symlinks` counts as well. Other members and facets are ignored.
///
/// @param runId `none` for an event about a job without a run
/// @param state the type of the event, such as COMPLETE
record LineageEvent(NodeId job, String runId, String state, Instant time, List<NodeId> inputs, List<NodeId> outputs) {

    /// The namespace of our own nodes.
    static final String OWN = "plumbline";

    private static final Set<String> STATES = Set.of("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER");
    private static final Set<NodeKind> KINDS =
            Set.of(NodeKind.DATASET, NodeKind.MODEL, NodeKind.PROMPT, NodeKind.DOCUMENT, NodeKind.KNOWLEDGE_BASE);
    private static final int MAX_DATASETS = 100;
    private static final int MAX_RUN_ID = 100;

    /// Whether it adds edges: the run did not fail, and the event is not one that this registry wrote itself.
    boolean holds() {
        return !state.equals("FAIL") && !state.equals("ABORT") && !job.base().equals(OWN);
    }

    /// @throws ProblemException 400 with the positions of all errors
    static LineageEvent read(JsonNode event) {
        ProblemException problem =
                RequestProblem.INVALID_REQUEST.because("The request is invalid. errors lists each field.");
        NodeId job = outside(NodeKind.JOB, event.path("job"));
        if (job == null) {
            problem.at("/job", "must have a namespace without | of at most 300 and a name of at most 700 characters");
        }
        String runId = event.path("run").path("runId").asString("none");
        if (runId.isEmpty() || runId.length() > MAX_RUN_ID) {
            problem.at("/run/runId", "must be 1 to " + MAX_RUN_ID + " characters");
        }
        String state = event.path("eventType").asString("OTHER");
        if (!STATES.contains(state)) {
            problem.at(
                    "/eventType",
                    "must be one of "
                            + String.join(", ", STATES.stream().sorted().toList()));
        }
        Instant time = time(event.path("eventTime").asString(""));
        if (time == null) {
            problem.at("/eventTime", "must be a time with its offset from UTC");
        }
        List<NodeId> inputs = datasets(event, "inputs", problem);
        List<NodeId> outputs = datasets(event, "outputs", problem);
        if (!problem.errors().isEmpty() || job == null || time == null) {
            throw problem;
        }
        return new LineageEvent(job, runId, state, time, inputs, outputs);
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static List<NodeId> datasets(JsonNode event, String member, ProblemException problem) {
        JsonNode listed = event.path(member);
        if (listed.size() > MAX_DATASETS) {
            problem.at("/" + member, "may have at most " + MAX_DATASETS + " items");
            return List.of();
        }
        List<NodeId> datasets = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            NodeId dataset = dataset(listed.path(i));
            if (dataset == null) {
                problem.at(
                        "/" + member + "/" + i,
                        "must have a namespace and a name; in the namespace plumbline, the name is an id such as"
                                + " dataset:faq@3");
            } else {
                datasets.add(dataset);
            }
        }
        return datasets.stream().distinct().toList();
    }

    private static @Nullable NodeId dataset(JsonNode dataset) {
        for (JsonNode alias : dataset.path("facets").path("symlinks").path("identifiers")) {
            if (alias.path("namespace").asString("").equals(OWN)) {
                return own(alias.path("name").asString(""));
            }
        }
        return dataset.path("namespace").asString("").equals(OWN)
                ? own(dataset.path("name").asString(""))
                : outside(NodeKind.SOURCE, dataset);
    }

    private static @Nullable NodeId own(String name) {
        return NodeId.parse(name).filter(node -> KINDS.contains(node.kind())).orElse(null);
    }

    private static @Nullable NodeId outside(NodeKind kind, JsonNode named) {
        if (named.path("namespace").asString("").contains("|")) {
            return null;
        }
        return NodeId.parse(kind.word() + ":" + named.path("namespace").asString("") + "|"
                        + named.path("name").asString(""))
                .orElse(null);
    }
}
