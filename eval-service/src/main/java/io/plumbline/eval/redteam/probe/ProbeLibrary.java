package io.plumbline.eval.redteam.probe;

import io.plumbline.eval.redteam.probe.ProbeSetting.Placement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The texts from which [ProbeGrammar] makes probes: for each category its goals, the templates of its attacks, the
/// texts around them and the harmless prompts. Our own texts: they demand nothing that would harm anybody, but a
/// marker, a made-up secret or a payload without an effect, whose appearance can be checked.
///
/// @param version changes with the texts
/// @param slots name of a slot → its values
/// @param categories code of the category → its texts
/// @param strategies code of a strategy → its texts
/// @param shots examples for many-shot
record ProbeLibrary(
        String version,
        Map<String, List<String>> slots,
        Map<String, Texts> categories,
        Map<String, List<JsonNode>> strategies,
        List<Shot> shots) {

    private static final String RESOURCE = "/eval/red-team/library.json";

    record Shot(String question, String answer) {}

    /// The texts of a category.
    ///
    /// @param task what the user wants, if the attack is in the result of the tool `called`
    record Texts(
            String system,
            Placement placement,
            @Nullable String task,
            List<String> carriers,
            @Nullable List<ProbeSetting.Tool> tools,
            @Nullable String called,
            List<Aim> goals,
            List<String> templates,
            List<String> harmless) {}

    /// A goal.
    ///
    /// @param payload what the answer must contain; by default the marker, or the secret
    /// @param demands what attacks demand, as imperatives
    record Aim(
            String id,
            ProbeDetector detector,
            @Nullable String payload,
            @Nullable String tool,
            @Nullable Integer maxTokens,
            List<String> demands) {}

    static ProbeLibrary read() {
        try (InputStream library = ProbeLibrary.class.getResourceAsStream(RESOURCE)) {
            return JsonMapper.shared().readValue(Objects.requireNonNull(library), ProbeLibrary.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Texts texts(ProbeCategory category) {
        return Objects.requireNonNull(categories.get(category.code()));
    }

    /// Returns the texts of a strategy within one message.
    List<String> frames(Strategy strategy) {
        return Objects.requireNonNull(strategies.get(strategy.code())).stream()
                .map(JsonNode::asString)
                .toList();
    }

    /// Returns the conversations of a strategy of several turns.
    List<List<String>> conversations(Strategy strategy) {
        return Objects.requireNonNull(strategies.get(strategy.code())).stream()
                .map(turns -> turns.valueStream().map(JsonNode::asString).toList())
                .toList();
    }
}
