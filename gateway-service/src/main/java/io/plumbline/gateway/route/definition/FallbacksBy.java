package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.gateway.fault.FailureClass;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fallbacks of a target by class of failure. If a list is unset, the route's `fallbacks` apply to errors and
/// timeouts; the other classes have none.
///
/// @param error the target failed or could not be reached
/// @param timeout the target exceeded a time limit
/// @param contextLength the request exceeds the target's context: targets with a larger context
/// @param contentPolicy the provider's content policy forbids the request
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FallbacksBy(
        @Size(max = 10) @Nullable List<@NotNull @Valid Target> error,
        @Size(max = 10) @Nullable List<@NotNull @Valid Target> timeout,
        @Size(max = 10) @Nullable List<@NotNull @Valid Target> contextLength,
        @Size(max = 10) @Nullable List<@NotNull @Valid Target> contentPolicy) {

    /// Returns null if the route sets no fallbacks for the class.
    public @Nullable List<Target> of(FailureClass why) {
        return switch (why) {
            case ERROR -> error;
            case TIMEOUT -> timeout;
            case CONTEXT_LENGTH -> contextLength;
            case CONTENT_POLICY -> contentPolicy;
            case REQUEST -> null;
        };
    }
}
