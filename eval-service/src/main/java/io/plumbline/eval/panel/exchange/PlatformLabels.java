package io.plumbline.eval.panel.exchange;

import io.plumbline.eval.panel.document.PanelProblem;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the result files of other platforms. A number may be written as a number or as text; a ranking as a list,
/// or as text with commas.
final class PlatformLabels {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern NUMBERS = Pattern.compile("\\s*[0-9]{1,3}(\\s*,\\s*[0-9]{1,3}){0,4}\\s*");
    private static final Pattern ITEM = Pattern.compile("[0-9]{1,9}");
    private static final String MTURK_ANSWER = "Answer.";
    private static final int MOST_ERRORS = 20;

    private final List<PlatformLabel> labels = new ArrayList<>();
    private final ProblemException problem =
            PanelProblem.LABELS_INVALID.because("The file has labels that cannot be read. The first ones are listed.");

    private PlatformLabels() {}

    /// @throws ProblemException 400 with the positions of errors
    static List<PlatformLabel> read(Platform platform, String text) {
        PlatformLabels reader = new PlatformLabels();
        try {
            switch (platform) {
                case MTURK -> reader.mturk(LabelCsv.read(text));
                case LABEL_STUDIO -> reader.labelStudio(JSON.readTree(text));
                case SCALE -> reader.scale(text);
            }
        } catch (JacksonException e) {
            throw PanelProblem.LABELS_INVALID.because("The file is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!reader.problem.errors().isEmpty()) {
            throw reader.problem;
        }
        return reader.labels;
    }

    private void mturk(List<Map<String, String>> rows) {
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            if ("Rejected".equals(row.get("AssignmentStatus"))) {
                continue;
            }
            Map<String, List<Integer>> scores = new LinkedHashMap<>();
            String place = "/" + (i + 1);
            row.forEach((column, value) -> {
                if (column.startsWith(MTURK_ANSWER) && !value.isBlank()) {
                    put(scores, column.substring(MTURK_ANSWER.length()), value, place);
                }
            });
            add(place, row.get("WorkerId"), row.get("Input.item"), scores, seconds(row.get("WorkTimeInSeconds")));
        }
    }

    private void labelStudio(JsonNode tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            JsonNode task = tasks.get(i);
            JsonNode annotations = task.path("annotations");
            for (int j = 0; j < annotations.size(); j++) {
                JsonNode annotation = annotations.get(j);
                if (annotation.path("was_cancelled").asBoolean(false)) {
                    continue;
                }
                String place = "/" + i + "/annotations/" + j;
                Map<String, List<Integer>> scores = new LinkedHashMap<>();
                annotation
                        .path("result")
                        .forEach(region -> put(
                                scores,
                                region.path("from_name").asString(""),
                                studioValue(region.path("value")),
                                place));
                JsonNode by = annotation.path("completed_by");
                add(
                        place,
                        by.isObject() ? by.path("id").asString("") : by.asString(""),
                        task.path("data").path("item").asString(""),
                        scores,
                        annotation.path("lead_time").asDouble(0));
            }
        }
    }

    private static String studioValue(JsonNode value) {
        for (String member : List.of("rating", "number", "choices", "text")) {
            JsonNode found = value.path(member);
            if (!found.isMissingNode()) {
                return joined(found);
            }
        }
        return "";
    }

    private void scale(String text) {
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank()) {
                continue;
            }
            JsonNode task = JSON.readTree(lines[i]);
            JsonNode responses = task.path("responses");
            for (int j = 0; j < responses.size(); j++) {
                JsonNode response = responses.get(j);
                String place = "/" + i + "/responses/" + j;
                Map<String, List<Integer>> scores = new LinkedHashMap<>();
                response.path("annotations")
                        .properties()
                        .forEach(member -> put(scores, member.getKey(), joined(member.getValue()), place));
                add(
                        place,
                        response.path("worker_id").asString(""),
                        task.path("metadata").path("item").asString(""),
                        scores,
                        response.path("seconds").asDouble(0));
            }
        }
    }

    private static String joined(JsonNode value) {
        if (!value.isArray()) {
            return value.asString("");
        }
        List<String> parts = new ArrayList<>();
        value.forEach(part -> parts.add(part.asString("")));
        return String.join(",", parts);
    }

    private void put(Map<String, List<Integer>> scores, String criterion, String value, String place) {
        if (NUMBERS.matcher(value).matches()) {
            scores.put(
                    criterion,
                    Arrays.stream(value.strip().split("\\s*,\\s*", -1))
                            .map(Integer::valueOf)
                            .toList());
        } else {
            error(place, "has no whole numbers for " + criterion);
        }
    }

    private void add(
            String place,
            @Nullable String worker,
            @Nullable String item,
            Map<String, List<Integer>> scores,
            double seconds) {
        if (worker == null || worker.isBlank()) {
            error(place, "does not name its annotator");
        } else if (item == null || !ITEM.matcher(item).matches()) {
            error(place, "does not name its item");
        } else {
            labels.add(new PlatformLabel(place, worker, Integer.parseInt(item), scores, Math.max(0, seconds)));
        }
    }

    private void error(String place, String message) {
        if (problem.errors().size() < MOST_ERRORS) {
            problem.at(place, message);
        }
    }

    private static double seconds(@Nullable String text) {
        return text == null || !ITEM.matcher(text.strip()).matches() ? 0 : Integer.parseInt(text.strip());
    }
}
