package io.plumbline.console.quality;

import io.plumbline.console.quality.QualityClient.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// A side of a comparison: a variant, or a version on it.
///
/// @param model null for all models of the variant; likewise `prompt`
record ComparedVersion(
        String variant, @Nullable String model, @Nullable String prompt) {

    private static final String SEPARATOR = "|";
    private static final int PARTS = 3;

    static ComparedVersion of(Window window) {
        QualityClient.Group group = window.group();
        return new ComparedVersion(Objects.requireNonNullElse(group.variant(), ""), group.model(), group.prompt());
    }

    /// Returns the side that a form submitted.
    static ComparedVersion parse(String code) {
        String[] parts = code.split(Pattern.quote(SEPARATOR), PARTS);
        return new ComparedVersion(parts[0], part(parts, 1), part(parts, 2));
    }

    private static @Nullable String part(String[] parts, int at) {
        return parts.length <= at || parts[at].isBlank() ? null : parts[at];
    }

    /// Returns the choices: each version, and each variant with several versions.
    static List<ComparedVersion> choices(List<Window> versions) {
        List<ComparedVersion> choices =
                new ArrayList<>(versions.stream().map(ComparedVersion::of).toList());
        List.copyOf(choices).stream()
                .map(ComparedVersion::variant)
                .distinct()
                .filter(variant -> choices.stream()
                                .filter(choice -> choice.variant().equals(variant))
                                .count()
                        > 1)
                .map(variant -> new ComparedVersion(variant, null, null))
                .toList()
                .forEach(choices::add);
        return List.copyOf(choices);
    }

    /// Returns the value in a form.
    public String code() {
        return variant + SEPARATOR + (model == null ? "" : model) + SEPARATOR + (prompt == null ? "" : prompt);
    }

    /// Returns its name in words.
    public String label() {
        return model == null
                ? variant + ", all versions"
                : String.join(
                        " · ",
                        Stream.of(variant, model, prompt == null ? "" : prompt)
                                .filter(part -> !part.isEmpty())
                                .toList());
    }

    /// Sets the parameters that select its calls.
    void select(MultiValueMap<String, String> parameters, String forVariant, String forModel, String forPrompt) {
        parameters.set(forVariant, variant);
        if (model != null) {
            parameters.set(forModel, model);
        }
        if (prompt != null) {
            parameters.set(forPrompt, prompt);
        }
    }
}
