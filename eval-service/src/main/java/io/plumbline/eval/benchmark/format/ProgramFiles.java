package io.plumbline.eval.benchmark.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// HumanEval: `HumanEval.jsonl`. IFEval: `input_data.jsonl`. Berkeley Function Calling: `BFCL_*.json` with the
/// questions, and files with the same ids and `ground_truth`.
final class ProgramFiles {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final int MOST_FUNCTIONS = 64;
    private static final int MOST_CALLS = 32;
    private static final int MOST_INSTRUCTIONS = 32;
    private static final String CLASSES = "needs the Python classes of the reference to be scored"
            + " (involved_classes); only files with one turn can be run";

    private ProgramFiles() {}

    static List<BenchmarkItem> humanEval(List<BenchmarkFile> files) {
        return BenchmarkReader.rows(files, List.of(), _ -> true).stream()
                .map(ProgramFiles::humanEval)
                .toList();
    }

    private static BenchmarkItem humanEval(Row row) {
        String entry = row.text("entry_point");
        if (!NAME.matcher(entry).matches()) {
            throw row.malformed("has no name of a function in entry_point");
        }
        String tests = row.text("test");
        if (!tests.contains("def check(")) {
            throw row.malformed("does not define check in test");
        }
        Map<String, Object> extra = new HashMap<>(Map.of("entryPoint", entry));
        row.optional("canonical_solution").ifPresent(solution -> extra.put("solution", solution));
        return new BenchmarkItem(
                row.text("task_id"), "all", false, row.text("prompt"), List.of(), List.of(), tests, extra);
    }

    static List<BenchmarkItem> ifEval(List<BenchmarkFile> files) {
        return BenchmarkReader.rows(files, List.of(), _ -> true).stream()
                .map(ProgramFiles::ifEval)
                .toList();
    }

    private static BenchmarkItem ifEval(Row row) {
        List<String> ids = row.texts("instruction_id_list", 1, MOST_INSTRUCTIONS);
        JsonNode arguments = row.node().path("kwargs");
        if (!arguments.isArray() || arguments.size() != ids.size()) {
            throw row.malformed("has not one object in kwargs for each instruction");
        }
        List<Map<String, Object>> kwargs = new ArrayList<>();
        for (JsonNode each : arguments) {
            if (!each.isObject()) {
                throw row.malformed("has not one object in kwargs for each instruction");
            }
        }
        ((List<?>) row.plain("kwargs")).forEach(each -> {
            Map<String, Object> given = new HashMap<>();
            ((Map<?, ?>) each).forEach((name, value) -> {
                if (value != null) {
                    given.put((String) name, value);
                }
            });
            kwargs.add(given);
        });
        return new BenchmarkItem(
                row.optional("key").orElseGet(() -> row.file().stem() + "-" + row.line()),
                "all",
                false,
                row.text("prompt"),
                List.of(),
                List.of(),
                "",
                Map.of("instructions", ids, "arguments", kwargs));
    }

    static List<BenchmarkItem> functionCalls(List<BenchmarkFile> files) {
        List<Row> questions = new ArrayList<>();
        Map<String, Row> truth = new HashMap<>();
        for (Row row : BenchmarkReader.rows(files, List.of(), _ -> true)) {
            JsonNode expected = row.node().path("ground_truth");
            if (row.node().has("involved_classes") || isOfSeveralTurns(expected)) {
                throw row.malformed(CLASSES);
            }
            if (expected.isArray()) {
                truth.put(row.text("id"), row);
            }
            if (row.node().has("question")) {
                questions.add(row);
            }
        }
        return questions.stream().map(row -> functionCall(row, truth)).toList();
    }

    /// The expected calls of several turns are lists of Python texts.
    private static boolean isOfSeveralTurns(JsonNode expected) {
        return expected.isArray() && expected.path(0).isArray();
    }

    private static BenchmarkItem functionCall(Row row, Map<String, Row> truth) {
        String id = row.text("id");
        Row answer = truth.get(id);
        JsonNode expected = answer == null ? null : answer.node().path("ground_truth");
        if (answer == null || expected == null || expected.isEmpty() || expected.size() > MOST_CALLS) {
            throw row.malformed("has no ground_truth of 1 to " + MOST_CALLS + " calls in another file");
        }
        expected.forEach(call -> {
            if (!call.isObject() || call.size() != 1 || !call.iterator().next().isObject()) {
                throw row.malformed("has a ground_truth that is not one function with its arguments");
            }
        });
        JsonNode functions = row.node().path("function");
        if (!functions.isArray() || functions.isEmpty() || functions.size() > MOST_FUNCTIONS) {
            throw row.malformed("needs 1 to " + MOST_FUNCTIONS + " functions");
        }
        functions.forEach(function -> {
            if (!function.path("name").isString()
                    || !function.path("parameters").isObject()) {
                throw row.malformed("has a function without name or parameters");
            }
        });
        int underscore = id.lastIndexOf('_');
        return new BenchmarkItem(
                id,
                underscore < 0 ? "all" : id.substring(0, underscore),
                false,
                question(row),
                List.of(),
                List.of(),
                "",
                Map.of("functions", row.plain("function"), "expected", answer.plain("ground_truth")));
    }

    /// The question is a text, or a list of turns of which only the first is asked.
    private static String question(Row row) {
        JsonNode question = row.node().path("question");
        if (question.isString()) {
            return row.text("question");
        }
        JsonNode turn = question.path(0).isArray() ? question.path(0) : question;
        StringBuilder text = new StringBuilder();
        turn.forEach(message -> text.append(text.isEmpty() ? "" : "\n\n")
                .append(message.path("content").asString("")));
        if (question.size() != 1 || text.toString().isBlank()) {
            throw row.malformed("needs one turn with text in question");
        }
        return text.toString();
    }
}
