package io.plumbline.gateway.provider.anthropic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The output limits of models, from a file (`gateway/largest-answers.json`). A model that is not in it gets the
/// limit of the oldest models, which all models accept. Immutable.
@Component
final class LargestAnswers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Answers answers;

    LargestAnswers() {
        try (InputStream file = new ClassPathResource("gateway/largest-answers.json").getInputStream()) {
            answers = JSON.readValue(file, Answers.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file.
    ///
    /// @param source of the numbers
    /// @param otherwise limit in tokens of a model that is not in the list
    record Answers(String source, int otherwise, List<Model> models) {}

    /// @param prefix of the model names
    record Model(String prefix, int maxTokens) {}

    int of(String model) {
        return answers.models().stream()
                .filter(each -> model.startsWith(each.prefix()))
                .max(Comparator.comparingInt(each -> each.prefix().length()))
                .map(Model::maxTokens)
                .orElse(answers.otherwise());
    }
}
