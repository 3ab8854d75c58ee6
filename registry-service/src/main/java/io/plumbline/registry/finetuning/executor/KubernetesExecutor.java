package io.plumbline.registry.finetuning.executor;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Trains in a Kubernetes Job that a user applies, since the registry has no access to a cluster. The container reads
/// the
/// records and reports figures and result; a cancelled job answers its next report with `stop`.
@Component
public final class KubernetesExecutor implements TrainingExecutor {

    private static final String RESULT = "result";

    private final JsonMapper json;

    KubernetesExecutor(JsonMapper json) {
        this.json = json;
    }

    @Override
    public ExecutorKind kind() {
        return ExecutorKind.KUBERNETES;
    }

    /// Returns what to store for a result that was reported.
    public String reported(TrainingResult result) {
        ObjectNode remote = json.createObjectNode();
        remote.set(RESULT, json.valueToTree(result));
        return json.writeValueAsString(remote);
    }

    @Override
    public Progress advance(TrainingTask task, TrainingReporter reporter) {
        JsonNode result = result(task.remote());
        return result == null
                ? Progress.waiting(task.remote(), false)
                : Progress.ended(task.remote(), marked(json.treeToValue(result, TrainingResult.class)));
    }

    /// Marks a reason as the container's own text.
    private static TrainingResult marked(TrainingResult result) {
        return result.succeeded() || result.reason() == null
                ? result
                : TrainingResult.failed(ExecutorException.bounded("reported by the trainer: " + result.reason()));
    }

    private @Nullable JsonNode result(@Nullable String remote) {
        return remote == null ? null : json.readTree(remote).get(RESULT);
    }

    @Override
    public void cancel(TrainingTask task) {
        // The container learns it from its next report.
    }
}
