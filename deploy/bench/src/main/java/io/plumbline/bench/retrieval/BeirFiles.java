package io.plumbline.bench.retrieval;

import io.plumbline.bench.retrieval.LabelledSet.Item;
import io.plumbline.bench.retrieval.LabelledSet.Question;
import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.ParsedDocument;
import io.plumbline.knowledge.document.PlainTextReader;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a labelled set in the format of BEIR: `corpus.jsonl` and `queries.jsonl` with `_id`, `title` and `text`, and
/// `qrels/test.tsv` with a header and the columns query, document and grade.
final class BeirFiles {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int COLUMNS = 3;

    private BeirFiles() {}

    /// @throws CannotContinue if a file is missing or is not of the format
    static LabelledSet read(Path folder) {
        Map<String, Map<String, Integer>> grades =
                grades(folder.resolve("qrels").resolve("test.tsv"));
        List<Item> documents = new ArrayList<>();
        forEach(folder.resolve("corpus.jsonl"), json -> documents.add(item(json)));
        List<Question> questions = new ArrayList<>();
        forEach(folder.resolve("queries.jsonl"), json -> {
            Map<String, Integer> relevant = grades.get(json.path("_id").asString(""));
            if (relevant != null) {
                questions.add(new Question(json.path("text").asString(""), relevant, ""));
            }
        });
        if (documents.isEmpty() || questions.isEmpty()) {
            throw new CannotContinue("%s has no documents, or no questions with grades.".formatted(folder));
        }
        return new LabelledSet(Objects.toString(folder.getFileName(), ""), documents, questions);
    }

    private static Item item(JsonNode json) {
        List<Block> blocks = new ArrayList<>();
        String title = json.path("title").asString("");
        if (!title.isBlank()) {
            blocks.add(Block.heading(1, title.strip(), 0));
        }
        blocks.addAll(new PlainTextReader().read(json.path("text").asString("")).blocks());
        return new Item(json.path("_id").asString(""), new ParsedDocument(blocks));
    }

    private static Map<String, Map<String, Integer>> grades(Path file) {
        Map<String, Map<String, Integer>> grades = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] columns = line.split("\t", -1);
                if (columns.length != COLUMNS) {
                    throw new CannotContinue("%s has a line without three columns.".formatted(file));
                }
                int grade = Integer.parseInt(columns[2].strip());
                if (grade > 0) {
                    grades.computeIfAbsent(columns[0], _ -> new HashMap<>()).put(columns[1], grade);
                }
            }
            return grades;
        } catch (IOException | NumberFormatException e) {
            throw new CannotContinue("%s is not a file of grades in the format of BEIR.".formatted(file), e);
        }
    }

    private interface Reader {
        void read(JsonNode json);
    }

    private static void forEach(Path file, Reader reader) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    reader.read(JSON.readTree(line));
                }
            }
        } catch (IOException | JacksonException e) {
            throw new CannotContinue("%s is not a file in the format of BEIR.".formatted(file), e);
        }
    }
}
