package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// One alternative among the answers of a route.
///
/// @param prompt `name@version` of the prompt that is inserted before the caller's messages
/// @param weight its share of the calls, relative to the other weights; 0: only by name
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Variant(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}")
        String name,

        @NotNull @Valid Target target,
        @Pattern(regexp = PROMPT) @Nullable String prompt,
        @NotNull @Min(0) @Max(100_000) Integer weight) {

    public static final String PROMPT = "[a-z0-9][a-z0-9._-]{0,62}@[1-9][0-9]{0,8}";

    public Variant weighing(int other) {
        return new Variant(name, target, prompt, other);
    }
}
