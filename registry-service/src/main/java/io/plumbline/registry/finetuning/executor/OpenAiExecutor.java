package io.plumbline.registry.finetuning.executor;

import io.plumbline.registry.finetuning.executor.ExecutorSettings.OpenAiSettings;
import io.plumbline.registry.finetuning.plan.HyperParameters;
import io.plumbline.registry.finetuning.plan.TrainingMethod;
import io.plumbline.registry.finetuning.watch.Canary;
import io.plumbline.registry.finetuning.watch.MetricPoint;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Trains at a service with OpenAI's fine-tuning API. Each call makes one step: upload, creation, or one look at the
/// job.
///
/// A job that the service created before its id could be stored is found again by its metadata, so that nothing is
/// trained and paid for twice. When the job has ended, the uploaded files are deleted there. Hyperparameters of LoRA
/// are sent as `lora_rank`, `lora_alpha` and `lora_dropout`, which
/// servers of open models know.
@Component
final class OpenAiExecutor implements TrainingExecutor {

    private static final String METADATA = "plumbline_job";
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 50;
    private static final int CANARY_TOKENS = 200;
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "cancelled");
    private static final String FILES_REMAIN =
            "The uploaded files could not be deleted at the service. Delete them there.";
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();

    private final TrainingHttp http;
    private final JsonMapper json;
    private final OpenAiFiles files;

    OpenAiExecutor(TrainingHttp http, JsonMapper json) {
        this.http = http;
        this.json = json;
        this.files = new OpenAiFiles(http);
    }

    @Override
    public ExecutorKind kind() {
        return ExecutorKind.OPENAI;
    }

    @Override
    public Progress advance(TrainingTask task, TrainingReporter reporter) throws ExecutorException {
        OpenAiJob job = read(task);
        if (job.training() == null) {
            OpenAiJob uploaded = files.upload(task);
            reporter.event("The training data is uploaded as " + uploaded.training() + ".");
            return Progress.next(write(uploaded));
        }
        if (!job.isCreating()) {
            return Progress.next(write(job.creating()));
        }
        if (job.job() == null) {
            OpenAiJob created = job.created(created(task, job, reporter));
            reporter.event("The job " + created.job() + " is created.");
            return Progress.waiting(write(created), false);
        }
        return look(task, job, reporter);
    }

    private OpenAiJob read(TrainingTask task) {
        return task.remote() == null ? OpenAiJob.NEW : json.readValue(task.remote(), OpenAiJob.class);
    }

    private String write(OpenAiJob job) {
        return json.writeValueAsString(job);
    }

    static String id(JsonNode body) throws ExecutorException {
        String id = body.path("id").asString("");
        if (id.isEmpty() || id.length() > 200) {
            throw ExecutorException.last("response-without-id");
        }
        return id;
    }

    private String created(TrainingTask task, OpenAiJob job, TrainingReporter reporter) throws ExecutorException {
        try {
            return create(task, job);
        } catch (ExecutorException e) {
            if (!e.mayPass() && !files.delete(task, job)) {
                reporter.event(FILES_REMAIN);
            }
            throw e;
        }
    }

    private String create(TrainingTask task, OpenAiJob job) throws ExecutorException {
        Optional<String> present = existing(task);
        return present.isPresent()
                ? present.get()
                : id(post(task, "/fine_tuning/jobs", request(task, job)).requireOk());
    }

    private Optional<String> existing(TrainingTask task) throws ExecutorException {
        String filter = encoded("metadata[" + METADATA + "]") + "=" + task.id();
        JsonNode jobs = get(task, "/fine_tuning/jobs?limit=" + PAGE + "&" + filter);
        return jobs.path("data")
                .valueStream()
                .filter(each -> each.path("metadata")
                        .path(METADATA)
                        .asString("")
                        .equals(task.id().toString()))
                .map(each -> each.path("id").asString(""))
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    private ObjectNode request(TrainingTask task, OpenAiJob job) {
        ObjectNode request = json.createObjectNode();
        request.put("model", task.baseModel());
        request.put("training_file", job.training());
        if (job.validation() != null) {
            request.put("validation_file", job.validation());
        }
        request.put("seed", task.seed());
        request.put("suffix", task.suffix());
        request.putObject("metadata").put(METADATA, task.id().toString());
        String type = task.method() == TrainingMethod.DPO ? "dpo" : "supervised";
        ObjectNode method = request.putObject("method").put("type", type);
        fill(method.putObject(type).putObject("hyperparameters"), task.parameters());
        return request;
    }

    private static void fill(ObjectNode sent, HyperParameters parameters) {
        put(sent, "n_epochs", parameters.epochs());
        put(sent, "batch_size", parameters.batchSize());
        put(sent, "learning_rate_multiplier", parameters.learningRateMultiplier());
        put(sent, "beta", parameters.beta());
        HyperParameters.Lora lora = parameters.lora();
        if (lora != null) {
            put(sent, "lora_rank", lora.rank());
            put(sent, "lora_alpha", lora.alpha());
            put(sent, "lora_dropout", lora.dropout());
        }
    }

    private static void put(ObjectNode sent, String name, @Nullable Number value) {
        if (value instanceof Integer whole) {
            sent.put(name, whole);
        } else if (value != null) {
            sent.put(name, value.doubleValue());
        }
    }

    private Progress look(TrainingTask task, OpenAiJob job, TrainingReporter reporter) throws ExecutorException {
        String path = path(job);
        JsonNode state = get(task, path);
        OpenAiJob after = job.read(events(task, job, reporter));
        String word = state.path("status").asString("");
        if (ENDS.contains(word) && !files.delete(task, job)) {
            reporter.event(FILES_REMAIN);
        }
        return switch (word) {
            case "succeeded" -> {
                checkpoints(task, path, reporter);
                yield Progress.ended(write(after), succeeded(state));
            }
            case "failed" -> Progress.ended(write(after), TrainingResult.failed(failure(state)));
            case "cancelled" -> Progress.ended(write(after), TrainingResult.failed("cancelled by the executor"));
            default -> Progress.waiting(write(after), word.equals("running"));
        };
    }

    private static String path(OpenAiJob job) {
        return "/fine_tuning/jobs/" + encoded(Objects.requireNonNull(job.job()));
    }

    private static TrainingResult succeeded(JsonNode state) throws ExecutorException {
        String model = state.path("fine_tuned_model").asString("");
        if (!model.matches("[^\\s\\p{Cntrl}]{1,200}")) {
            throw ExecutorException.last("response-without-model");
        }
        JsonNode tokens = state.path("trained_tokens");
        Long trained = tokens.isNumber() ? Math.clamp(tokens.asLong(), 0, MetricPoint.MAX_TOKENS) : null;
        return new TrainingResult(true, null, model, trained, null);
    }

    private static String failure(JsonNode state) {
        JsonNode error = state.path("error");
        return ExecutorException.bounded(error.path("code").asString("failed") + ": "
                + error.path("message").asString(""));
    }

    /// Reads the events that are newer than the last one read. The service lists the newest first.
    ///
    /// @return the id of the newest
    private @Nullable String events(TrainingTask task, OpenAiJob job, TrainingReporter reporter)
            throws ExecutorException {
        List<JsonNode> fresh = new ArrayList<>();
        String after = "";
        boolean more = true;
        for (int page = 0; more && page < MAX_PAGES; page++) {
            JsonNode list = get(task, path(job) + "/events?limit=" + PAGE + after);
            more = list.path("has_more").asBoolean(false);
            for (JsonNode event : list.path("data")) {
                if (event.path("id").asString("").equals(job.seen())) {
                    more = false;
                    break;
                }
                fresh.add(event);
            }
            if (fresh.isEmpty()) {
                break;
            }
            after = "&after=" + encoded(fresh.getLast().path("id").asString(""));
        }
        report(fresh.reversed(), reporter);
        return fresh.isEmpty() ? null : fresh.getFirst().path("id").asString("");
    }

    private static void report(List<JsonNode> events, TrainingReporter reporter) {
        List<MetricPoint> points = new ArrayList<>();
        for (JsonNode event : events) {
            if (event.path("type").asString("").equals("metrics")) {
                point(event).ifPresent(points::add);
            } else {
                reporter.event(ExecutorException.bounded(event.path("message").asString("")));
            }
        }
        if (!points.isEmpty()) {
            reporter.points(points);
        }
    }

    private static Optional<MetricPoint> point(JsonNode event) {
        JsonNode data = event.path("data");
        if (!data.path("step").isIntegralNumber() || data.path("step").asInt() < 0) {
            return Optional.empty();
        }
        return Optional.of(new MetricPoint(
                data.path("step").asInt(),
                number(data, "train_loss"),
                number(data, "full_valid_loss", "valid_loss"),
                null,
                number(data, "grad_norm"),
                null,
                null,
                isBroken(data.path("train_loss")),
                Instant.ofEpochSecond(Math.clamp(event.path("created_at").asLong(0), 0, LATEST))));
    }

    /// A service cannot send infinity in JSON: it sends a text, or null.
    private static @Nullable Boolean isBroken(JsonNode loss) {
        return (loss.isNull() || loss.isString()) ? Boolean.TRUE : null;
    }

    private static @Nullable Double number(JsonNode data, String... names) {
        for (String name : names) {
            if (data.path(name).isNumber()) {
                return data.path(name).asDouble();
            }
        }
        return null;
    }

    private void checkpoints(TrainingTask task, String path, TrainingReporter reporter) throws ExecutorException {
        TrainingHttp.Response response = send(task, path + "/checkpoints?limit=" + PAGE);
        if (response.isOk()) { // Not every compatible service has them.
            for (JsonNode each : response.body().path("data")) {
                reporter.event(ExecutorException.bounded("Checkpoint of step "
                        + each.path("step_number").asString("?") + ": "
                        + each.path("fine_tuned_model_checkpoint").asString("")));
            }
        }
    }

    @Override
    public void cancel(TrainingTask task) throws ExecutorException {
        OpenAiJob job = read(task);
        if (job.isCreating() && job.job() == null) {
            Optional<String> created = existing(task);
            job = created.isEmpty() ? job : job.created(created.get());
        }
        if (job.job() != null) {
            TrainingHttp.Response response = post(task, path(job) + "/cancel", json.createObjectNode());
            boolean hasEnded = response.status() == 400 || response.status() == 404;
            if (!hasEnded) {
                response.requireOk();
            }
        }
        boolean _ = files.delete(task, job);
    }

    @Override
    public List<Integer> recalled(TrainingTask task, TrainingResult result, List<Canary> canaries)
            throws ExecutorException {
        List<Integer> recalled = new ArrayList<>();
        for (int i = 0; i < canaries.size(); i++) {
            ObjectNode request = json.createObjectNode();
            request.put("model", result.upstreamModel());
            request.put("temperature", 0);
            request.put("max_tokens", CANARY_TOKENS);
            request.putArray("messages")
                    .addObject()
                    .put("role", "user")
                    .put("content", canaries.get(i).prompt());
            JsonNode answer = post(task, "/chat/completions", request).requireOk();
            String text = answer.path("choices")
                    .path(0)
                    .path("message")
                    .path("content")
                    .asString("");
            if (canaries.get(i).isIn(text)) {
                recalled.add(i);
            }
        }
        return recalled;
    }

    private JsonNode get(TrainingTask task, String path) throws ExecutorException {
        return send(task, path).requireOk();
    }

    private TrainingHttp.Response send(TrainingTask task, String path) throws ExecutorException {
        return http.send(base(task), new HttpGet(uri(task, path)), task.secret());
    }

    private TrainingHttp.Response post(TrainingTask task, String path, ObjectNode body) throws ExecutorException {
        HttpPost request = new HttpPost(uri(task, path));
        request.setEntity(new ByteArrayEntity(json.writeValueAsBytes(body), ContentType.APPLICATION_JSON));
        return http.send(base(task), request, task.secret());
    }

    static URI base(TrainingTask task) {
        OpenAiSettings settings = task.settings().requiredOpenAi();
        return URI.create(settings.url().strip());
    }

    static URI uri(TrainingTask task, String path) {
        String base = base(task).toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
