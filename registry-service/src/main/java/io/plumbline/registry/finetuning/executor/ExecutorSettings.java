package io.plumbline.registry.finetuning.executor;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The executor of a job, without its secret.
///
/// @param kind names the one other member that is set
/// @param openAi for `OPENAI`
/// @param kubernetes for `KUBERNETES`
/// @param command for `COMMAND`
/// @param maxHours after which the job fails; default: 24
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExecutorSettings(
        @NotNull ExecutorKind kind,
        @Nullable @Valid OpenAiSettings openAi,
        @Nullable @Valid KubernetesSettings kubernetes,
        @Nullable @Valid CommandSettings command,
        @Nullable @Min(1) @Max(720) Integer maxHours) {

    private static final int DEFAULT_HOURS = 24;
    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    /// The member `openAi`.
    ///
    /// @param url the base URL of the API, such as `https://api.openai.com/v1`
    public record OpenAiSettings(@NotBlank @Size(max = 500) String url) {}

    /// The member `kubernetes`.
    ///
    /// @param image of the container that trains
    /// @param args of the container
    /// @param env further environment variables, without secrets
    /// @param namespace default: that of the context
    /// @param resources names and amounts, such as `nvidia.com/gpu` and `1`; requested, and the limit
    /// @param secretName of the Kubernetes Secret whose `api-key` is a Plumbline key of the role `trainer`;
    ///     default: `plumbline-trainer`
    /// @param plumblineUrl the address of the registry as the container sees it
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KubernetesSettings(
            @NotBlank @Size(max = 500) String image,

            @Nullable @Size(max = 100) List<@NotNull @Size(max = 1000) String> args,

            @Nullable @Size(max = 50)
            Map<@Pattern(regexp = "[A-Za-z_][A-Za-z0-9_]{0,99}") String, @NotNull @Size(max = 2000) String> env,

            @Nullable @Pattern(regexp = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
            String namespace,

            @Nullable @Size(max = 20)
            Map<
                            @Pattern(regexp = "[a-z0-9][a-z0-9./-]{0,99}") String,
                            @NotNull @Pattern(regexp = "[0-9]{1,9}(\\.[0-9]{1,3})?(m|[KMGT]i?)?") String>
                    resources,

            @Nullable @Pattern(regexp = "[a-z0-9][a-z0-9.-]{0,62}")
            String secretName,

            @NotBlank @Size(max = 500) String plumblineUrl) {}

    /// The member `command`.
    ///
    /// @param name under which the operator has configured the command
    public record CommandSettings(
            @NotNull @Pattern(regexp = WORD) String name) {}

    @AssertTrue(message = "must have the member that kind names, and no other one")
    boolean isMember() {
        int members = (openAi == null ? 0 : 1) + (kubernetes == null ? 0 : 1) + (command == null ? 0 : 1);
        Object named = kind == null
                ? null
                : switch (kind) {
                    case OPENAI -> openAi;
                    case KUBERNETES -> kubernetes;
                    case COMMAND -> command;
                };
        return kind == null || (members == 1 && named != null);
    }

    public int hours() {
        return maxHours == null ? DEFAULT_HOURS : maxHours;
    }

    OpenAiSettings requiredOpenAi() {
        return Objects.requireNonNull(openAi);
    }

    KubernetesSettings requiredKubernetes() {
        return Objects.requireNonNull(kubernetes);
    }

    CommandSettings requiredCommand() {
        return Objects.requireNonNull(command);
    }
}
