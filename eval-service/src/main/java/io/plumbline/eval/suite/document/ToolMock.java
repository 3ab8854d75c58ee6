package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The result of a tool in a conversation, as data. Of all mocks of a tool, the first that matches a call answers it.
/// In texts, `{{NAME}}` stands for the call's argument of this name. JSON pointers refer to the state.
///
/// @param tool name of the tool
/// @param arguments arguments that the call must have; default: any call
/// @param when pointer → a value that the state must have there; null for a missing one
/// @param result the result, any JSON; a text is returned unchanged
/// @param read pointer to the part of the state that is the result, instead of `result`
/// @param error the result `{"error": …}`, instead of `result`
/// @param set pointer → the value to store there before the result is read
/// @param times number of calls of a conversation that it answers; default: all
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToolMock(
        @NotNull @Pattern(regexp = NAME, message = "must be the name of a tool")
        String tool,

        @Size(max = 50) @Nullable Map<@Size(max = 100) String, Object> arguments,
        @Size(max = 20) @Nullable Map<@Size(max = 500) String, Object> when,
        @Nullable Object result,
        @Size(max = 500) @Nullable String read,
        @Size(max = 1_000) @Nullable String error,
        @Size(max = 20) @Nullable Map<@Size(max = 500) String, Object> set,
        @Min(1) @Max(1_000) @Nullable Integer times) {

    public static final String NAME = "[A-Za-z0-9_.-]{1,64}";
}
