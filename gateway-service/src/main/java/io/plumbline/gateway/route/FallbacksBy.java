package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.gateway.fault.FailureClass;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who answers in a target's stead, by why it did not. For an error or a timeout the route's `fallbacks` stand
/// where this says nothing; for the others, nobody.
///
/// @param error the target failed or could not be reached
/// @param timeout it took too long
/// @param contextLength the request is longer than it reads: targets that read more
/// @param contentPolicy the provider's own rules on content forbid the request
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FallbacksBy(
        @Size(max = 10) @Nullable List<@NotNull @Valid Target> error,
        @Size(max = 10) @Nullable List<@NotNull @Valid Target> timeout,
        @Size(max = 10) @Nullable List<@NotNull @Valid Target> contextLength,
        @Size(max = 10) @Nullable List<@NotNull @Valid Target> contentPolicy) {

    /// Null where the route says nothing of it.
    @Nullable
    List<Target> of(FailureClass why) {
        return switch (why) {
            case ERROR -> error;
            case TIMEOUT -> timeout;
            case CONTEXT_LENGTH -> contextLength;
            case CONTENT_POLICY -> contentPolicy;
            case REQUEST -> null;
        };
    }
}
