package io.plumbline.registry.finetuning.executor;

import io.plumbline.registry.finetuning.executor.ExecutorSettings.KubernetesSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/// Renders the Kubernetes Job of a fine-tuning job as YAML. It has no secret: its key is in a Kubernetes Secret.
public final class KubernetesManifest {

    private static final String DEFAULT_SECRET = "plumbline-trainer";
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int RETRIES = 2;

    private KubernetesManifest() {}

    /// @param task of the executor `KUBERNETES`
    public static String of(TrainingTask task) {
        KubernetesSettings settings = task.settings().requiredKubernetes();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", "plumbline-fine-tuning-" + task.id());
        if (settings.namespace() != null) {
            metadata.put("namespace", settings.namespace());
        }
        metadata.put("labels", labels(task));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("backoffLimit", RETRIES);
        spec.put("activeDeadlineSeconds", task.settings().hours() * SECONDS_PER_HOUR);
        spec.put("template", Map.of("metadata", Map.of("labels", labels(task)), "spec", pod(task, settings)));
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("apiVersion", "batch/v1");
        job.put("kind", "Job");
        job.put("metadata", metadata);
        job.put("spec", spec);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(options).dump(job);
    }

    private static Map<String, Object> labels(TrainingTask task) {
        return new LinkedHashMap<>(Map.of(
                "app.kubernetes.io/managed-by",
                "plumbline",
                "plumbline/fine-tuning-job",
                task.id().toString()));
    }

    private static Map<String, Object> pod(TrainingTask task, KubernetesSettings settings) {
        Map<String, Object> pod = new LinkedHashMap<>();
        pod.put("restartPolicy", "Never");
        pod.put("automountServiceAccountToken", false);
        pod.put("securityContext", Map.of("runAsNonRoot", true, "seccompProfile", Map.of("type", "RuntimeDefault")));
        pod.put("containers", List.of(container(task, settings)));
        pod.put("volumes", List.of(Map.of("name", "work", "emptyDir", Map.of())));
        return pod;
    }

    private static Map<String, Object> container(TrainingTask task, KubernetesSettings settings) {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", "trainer");
        container.put("image", settings.image());
        if (settings.args() != null) {
            container.put("args", List.copyOf(settings.args()));
        }
        container.put("env", environment(task, settings));
        if (settings.resources() != null && !settings.resources().isEmpty()) {
            container.put(
                    "resources",
                    Map.of(
                            "requests",
                            new LinkedHashMap<>(settings.resources()),
                            "limits",
                            new LinkedHashMap<>(settings.resources())));
        }
        container.put(
                "securityContext",
                Map.of("allowPrivilegeEscalation", false, "capabilities", Map.of("drop", List.of("ALL"))));
        container.put("volumeMounts", List.of(Map.of("name", "work", "mountPath", "/work")));
        return container;
    }

    private static List<Map<String, Object>> environment(TrainingTask task, KubernetesSettings settings) {
        List<Map<String, Object>> environment = new ArrayList<>();
        Objects.requireNonNullElse(settings.env(), Map.<String, String>of())
                .forEach((name, value) -> environment.add(variable(name, value)));
        environment.add(variable("PLUMBLINE_URL", settings.plumblineUrl()));
        environment.add(variable("PLUMBLINE_JOB", task.id().toString()));
        environment.add(variable("PLUMBLINE_PARAMETERS", parameters(task)));
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("name", "PLUMBLINE_API_KEY");
        key.put(
                "valueFrom",
                Map.of(
                        "secretKeyRef",
                        Map.of(
                                "name",
                                Objects.requireNonNullElse(settings.secretName(), DEFAULT_SECRET),
                                "key",
                                "api-key")));
        environment.add(key);
        return environment;
    }

    private static Map<String, Object> variable(String name, String value) {
        Map<String, Object> variable = new LinkedHashMap<>();
        variable.put("name", name);
        variable.put("value", value);
        return variable;
    }

    /// Returns the method, the base, the seed and the hyperparameters as JSON.
    static String parameters(TrainingTask task) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("method", task.method().name());
        parameters.put("baseModel", task.baseModel());
        parameters.put("seed", task.seed());
        parameters.putAll(task.parameters().named());
        return JsonMapper.shared().writeValueAsString(parameters);
    }
}
