package io.plumbline.simulator.finetuning;

import io.plumbline.simulator.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A job. What it is doing follows from the time since its creation: a step takes 50 ms. Its figures follow from its
/// seed
/// and its step, so two jobs of the same seed and length have the same losses. Thread-safe.
final class TuningJob {
    private static final long STEP_MILLIS = 50;
    private static final int MOST_STEPS = 100;
    private static final int EVALUATED_EVERY = 5;
    private static final int EPOCHS = 3;

    private final String id;
    private final String model;
    private final ObjectNode request;
    private final TrainingFile file;
    private final Map<String, String> answers;
    private final long created;
    private final int epochs;
    private final int steps;
    private final long seed;
    private volatile long cancelledAt = Long.MAX_VALUE;

    /// @param created milliseconds since 1970
    TuningJob(String id, ObjectNode request, TrainingFile file, Map<String, String> answers, long created) {
        this.id = id;
        this.request = request;
        this.file = file;
        this.answers = answers;
        this.created = created;
        this.model = "ft:" + request.path("model").asString("") + ":plumbline:"
                + request.path("suffix").asString("") + ":" + id.substring(id.length() - 8);
        JsonNode method = request.path("method");
        JsonNode parameters = method.path(method.path("type").asString("")).path("hyperparameters");
        this.epochs = parameters.path("n_epochs").asInt(EPOCHS);
        int batch = Math.max(1, parameters.path("batch_size").asInt(1));
        int perEpoch = (file.lines().size() + batch - 1) / batch;
        this.steps = Math.clamp((long) epochs * perEpoch, 1, MOST_STEPS);
        this.seed = request.path("seed").asLong(0);
    }

    String id() {
        return id;
    }

    boolean has(String metadata, String value) {
        return request.path("metadata").path(metadata).asString("").equals(value);
    }

    boolean hasEnded(long now) {
        return !status(now).equals("running") && !status(now).equals("validating_files");
    }

    void cancel(long now) {
        cancelledAt = Math.min(cancelledAt, now);
    }

    private int stepAt(long now) {
        return Math.clamp((Math.min(now, cancelledAt) - created) / STEP_MILLIS, 0, steps);
    }

    private String status(long now) {
        int step = stepAt(now);
        boolean fails = file.content().contains(TrainingFile.FAILS);
        if (cancelledAt <= now && !(step == steps || (fails && step > 0))) {
            return "cancelled";
        }
        if (step == 0) {
            return "validating_files";
        }
        if (fails) {
            return "failed";
        }
        return step < steps ? "running" : "succeeded";
    }

    /// Returns the answer that the trained model has learned; null if this is another model, or the question was not in
    /// its data.
    @Nullable
    String recite(String name, String question, long now) {
        return name.equals(model) && status(now).equals("succeeded") ? answers.get(question.strip()) : null;
    }

    ObjectNode describe(long now) {
        String status = status(now);
        boolean succeeded = status.equals("succeeded");
        ObjectNode job = Json.newObject()
                .put("object", "fine_tuning.job")
                .put("id", id)
                .put("model", request.path("model").asString(""))
                .put("created_at", created / 1000)
                .put("fine_tuned_model", succeeded ? model : null)
                .put("organization_id", "org-simulator")
                .put("status", status)
                .put("training_file", file.id())
                .put("seed", seed);
        for (String member : List.of("validation_file", "method", "metadata")) {
            job.set(member, request.optional(member).orElse(null));
        }
        job.putArray("result_files");
        if (succeeded) {
            job.put("trained_tokens", (long) file.tokens() * epochs);
            job.put("finished_at", (created + steps * STEP_MILLIS) / 1000);
        } else {
            job.putNull("trained_tokens");
        }
        if (status.equals("failed")) {
            job.putObject("error")
                    .put("code", "invalid_training_file")
                    .put("message", "The training file has the text " + TrainingFile.FAILS + ".");
        }
        return job;
    }

    /// Returns the events so far, the newest first.
    List<ObjectNode> events(long now) {
        List<ObjectNode> events = new ArrayList<>();
        events.add(event(0, "message", "Created fine-tuning job: " + id));
        int last = stepAt(now);
        for (int step = 1; step <= last && !file.content().contains(TrainingFile.FAILS); step++) {
            events.add(metrics(step));
        }
        String status = status(now);
        if (status.equals("succeeded")) {
            events.add(event(steps + 1, "message", "New fine-tuned model created"));
        } else if (hasEnded(now)) {
            events.add(event(steps + 1, "message", "The job has ended: " + status));
        }
        return events.reversed();
    }

    private ObjectNode event(int number, String type, String message) {
        return Json.newObject()
                .put("object", "fine_tuning.job.event")
                .put("id", "ftevent-" + id.substring(id.length() - 8) + "-" + number)
                .put("created_at", (created + Math.min(number, steps) * STEP_MILLIS) / 1000)
                .put("level", "info")
                .put("type", type)
                .put("message", message);
    }

    private ObjectNode metrics(int step) {
        double loss = loss(step);
        ObjectNode event = event(step, "metrics", "Step " + step + "/" + steps + ": training loss=" + loss);
        ObjectNode data = event.putObject("data");
        data.put("step", step).put("total_steps", steps).put("train_loss", loss);
        if (isEvaluated(step)) {
            data.put("full_valid_loss", loss + .1);
        }
        return event;
    }

    private boolean isEvaluated(int step) {
        boolean hasFile = request.path("validation_file").isString();
        return hasFile && (step % EVALUATED_EVERY == 0 || step == steps);
    }

    /// Falls from 2.5 to 0.4 with some noise.
    private double loss(int step) {
        double noise = new SplittableRandom(31 * seed + step).nextDouble() * .06;
        double loss = .4 + 2.1 * Math.exp(-4.0 * step / steps) + noise;
        boolean jumps = file.content().contains(TrainingFile.SPIKES) && step == 2 * steps / 3;
        return Math.round((jumps ? 10 * loss : loss) * 10_000) / 10_000.0;
    }

    /// Returns the checkpoint of each epoch of a job that has succeeded, the newest first.
    ArrayNode checkpoints(long now) {
        ArrayNode checkpoints = Json.newArray();
        for (int epoch = epochs; epoch > 0 && status(now).equals("succeeded"); epoch--) {
            int step = Math.max(1, steps * epoch / epochs);
            ObjectNode checkpoint = checkpoints
                    .addObject()
                    .put("object", "fine_tuning.job.checkpoint")
                    .put("id", "ftckpt-" + id.substring(id.length() - 8) + "-" + epoch)
                    .put("created_at", (created + step * STEP_MILLIS) / 1000)
                    .put("fine_tuned_model_checkpoint", model + ":ckpt-step-" + step)
                    .put("fine_tuning_job_id", id)
                    .put("step_number", step);
            checkpoint.putObject("metrics").put("step", step).put("train_loss", loss(step));
        }
        return checkpoints;
    }
}
