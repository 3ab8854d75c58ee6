package io.plumbline.simulator.finetuning;

import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.http.Response;
import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Ids;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/v1/files` and `/v1/fine_tuning/jobs`. It keeps the last 100 files and jobs. Thread-safe.
public final class FineTuning {
    private static final int MOST = 100;
    private static final int USUAL_LIMIT = 20;
    private static final List<String> JOBS = List.of("v1", "fine_tuning", "jobs");

    private final Clock clock;
    private final Map<String, TrainingFile> files = bounded();
    private final Map<String, TuningJob> jobs = bounded();

    public FineTuning(Clock clock) {
        this.clock = clock;
    }

    private static <T> Map<String, T> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > MOST;
            }
        });
    }

    /// Whether a path belongs to this API.
    public static boolean takes(List<String> path) {
        return path.size() >= 2
                && path.getFirst().equals("v1")
                && (path.get(1).equals("files") || path.get(1).equals("fine_tuning"));
    }

    /// Returns what a model has learned to answer a question with; empty for other models and questions.
    public Optional<String> recite(String model, String question) {
        long now = clock.millis();
        return List.copyOf(jobs.values()).stream()
                .map(job -> Optional.ofNullable(job.recite(model, question, now)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// @throws RequestRefusal an error of the request
    public Response answer(Request request) {
        List<String> path = request.segments();
        if (path.equals(List.of("v1", "files"))) {
            require("POST", request);
            return upload(request);
        }
        if (path.size() == 3 && path.get(1).equals("files")) {
            if (request.method().equals("DELETE")) {
                return delete(path.get(2));
            }
            require("GET", request);
            return Json.response(200, file(path.get(2)).describe());
        }
        if (path.size() >= 3 && path.subList(0, 3).equals(JOBS)) {
            return jobs(request, path.subList(3, path.size()));
        }
        throw unknown(request);
    }

    private static RequestRefusal unknown(Request request) {
        return RequestRefusal.of(404, "Unknown path: " + request.method() + " " + request.path());
    }

    private static void require(String method, Request request) {
        if (!request.method().equals(method)) {
            throw RequestRefusal.of(405, request.path() + " takes " + method + " only");
        }
    }

    private Response upload(Request request) {
        Map<String, String> parts = MultipartReader.read(request);
        String content = parts.get("file");
        if (content == null || content.isBlank()) {
            throw RequestRefusal.badField("file", "is required and must not be empty");
        }
        if (!"fine-tune".equals(parts.get("purpose"))) {
            throw RequestRefusal.badField("purpose", "must be fine-tune");
        }
        TrainingFile file = new TrainingFile(Ids.next("file-"), clock.millis() / 1000, content);
        files.put(file.id(), file);
        return Json.response(200, file.describe());
    }

    /// Deletes a file. Its jobs keep what they have read.
    private Response delete(String id) {
        TrainingFile file = file(id);
        files.remove(file.id());
        return Json.response(
                200, Json.newObject().put("id", id).put("object", "file").put("deleted", true));
    }

    private TrainingFile file(String id) {
        TrainingFile file = files.get(id);
        if (file == null) {
            throw RequestRefusal.of(404, "No such file: " + id);
        }
        return file;
    }

    private Response jobs(Request request, List<String> rest) {
        if (rest.isEmpty()) {
            return request.method().equals("POST") ? create(request) : list(request);
        }
        TuningJob job = jobs.get(rest.getFirst());
        if (job == null) {
            throw RequestRefusal.of(404, "No such fine-tuning job: " + rest.getFirst());
        }
        long now = clock.millis();
        return switch (rest.size() == 1 ? "" : rest.get(1)) {
            case "" -> {
                require("GET", request);
                yield Json.response(200, job.describe(now));
            }
            case "cancel" -> {
                require("POST", request);
                if (job.hasEnded(now)) {
                    throw RequestRefusal.of(400, "The job has ended");
                }
                job.cancel(now);
                yield Json.response(200, job.describe(now));
            }
            case "events" -> {
                require("GET", request);
                yield Json.response(200, page(job.events(now), request));
            }
            case "checkpoints" -> {
                require("GET", request);
                ObjectNode body = Json.newObject().put("object", "list").put("has_more", false);
                body.set("data", job.checkpoints(now));
                yield Json.response(200, body);
            }
            default -> throw unknown(request);
        };
    }

    private Response create(Request request) {
        ObjectNode body = Json.object(request.body());
        Fields fields = Fields.of(body);
        fields.requiredString("model");
        TrainingFile file = files.get(fields.requiredString("training_file"));
        if (file == null) {
            throw RequestRefusal.badField("training_file", "is not the id of a file");
        }
        String validation = fields.string("validation_file").orElse(null);
        if (validation != null && !files.containsKey(validation)) {
            throw RequestRefusal.badField("validation_file", "is not the id of a file");
        }
        if (fields.string("suffix").orElse("").length() > 64) {
            throw RequestRefusal.badField("suffix", "must have at most 64 characters");
        }
        long now = clock.millis();
        TuningJob job = new TuningJob(Ids.next("ftjob-"), body, file, file.answers(), now);
        jobs.put(job.id(), job);
        return Json.response(200, job.describe(now));
    }

    private Response list(Request request) {
        require("GET", request);
        ObjectNode body = Json.newObject().put("object", "list").put("has_more", false);
        ArrayNode data = body.putArray("data");
        String metadata = "plumbline_job";
        String wanted = request.queryParameter("metadata%5B" + metadata + "%5D").orElse("");
        long now = clock.millis();
        List.copyOf(jobs.values()).reversed().stream()
                .filter(job -> wanted.isEmpty() || job.has(metadata, wanted))
                .limit(USUAL_LIMIT)
                .forEach(job -> data.add(job.describe(now)));
        return Json.response(200, body);
    }

    private static ObjectNode page(List<ObjectNode> events, Request request) {
        int limit = request.queryParameter("limit")
                .filter(text -> text.matches("[1-9][0-9]{0,2}"))
                .map(Integer::parseInt)
                .orElse(USUAL_LIMIT);
        String after = request.queryParameter("after").orElse("");
        int from = 0;
        for (int i = 0; i < events.size() && !after.isEmpty(); i++) {
            if (events.get(i).path("id").asString("").equals(after)) {
                from = i + 1;
            }
        }
        int to = Math.min(events.size(), from + limit);
        ObjectNode body = Json.newObject().put("object", "list").put("has_more", to < events.size());
        ArrayNode data = body.putArray("data");
        for (JsonNode event : events.subList(from, to)) {
            data.add(event);
        }
        return body;
    }
}
