package io.plumbline.standalone.demo.content;

import io.plumbline.standalone.demo.api.Api;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Questions of the bank's customers, with the expected answers.
public final class GoldenDataset {

    public static final String FILE = "golden-support.jsonl";

    private GoldenDataset() {}

    public static byte[] content() {
        try (InputStream in = GoldenDataset.class.getResourceAsStream("/demo/" + FILE)) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> questions() {
        return questionsAndAnswers().stream().map(Golden::question).toList();
    }

    /// A question and its correct answers.
    public record Golden(String question, List<String> answers) {}

    public static List<Golden> questionsAndAnswers() {
        return new String(content(), StandardCharsets.UTF_8)
                .lines()
                .map(Api::parsed)
                .map(line -> new Golden(
                        line.path("input").asString(""),
                        line.path("references")
                                .valueStream()
                                .map(reference -> reference.asString(""))
                                .toList()))
                .toList();
    }
}
