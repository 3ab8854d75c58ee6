package io.plumbline.console.prompt;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// Gates of prompts.
@ServiceApi(RemoteService.EVAL)
interface PromptGateClient {

    @GetExchange("/api/v1/gates")
    Page<Gate> ofCandidate(
            @RequestParam String candidate,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// A gate.
    ///
    /// @param verdict null before it has one
    /// @param counts whether it can admit the version to production
    record Gate(
            UUID id,
            String suite,
            int suiteRevision,
            Subject candidate,
            @Nullable Subject baseline,
            String status,
            @Nullable String verdict,
            boolean counts,
            double progress,
            Instant createdAt,
            @Nullable Instant finishedAt) {}

    /// What a gate evaluates.
    ///
    /// @param version of the prompt; of the model if there is no prompt
    /// @param model the model, as `name@version` if a prompt is evaluated with it
    record Subject(
            @Nullable String model,
            @Nullable String prompt,
            @Nullable Integer version,
            @Nullable String route) {

        /// Returns it in words: `support-answer@2 with support-assistant@3`.
        public String label() {
            if (prompt != null) {
                return prompt + "@" + version + (model == null ? "" : " with " + model);
            }
            return model == null ? "route " + route : model + "@" + version;
        }
    }
}
