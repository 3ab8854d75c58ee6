package io.plumbline.console.alert.silence;

import io.plumbline.console.alert.AlertSelection;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Silences.
@ServiceApi(RemoteService.MONITORING)
@HttpExchange("/api/v1/alert-silences")
interface AlertSilenceClient {

    @GetExchange
    Page<Silence> list(@RequestParam MultiValueMap<String, String> filters);

    @PostExchange
    void create(@RequestBody Map<String, Object> body);

    @PostExchange("/{id}/end")
    void end(@PathVariable UUID id);

    /// A silence.
    ///
    /// @param author id of the user or key
    record Silence(
            UUID id,
            String team,
            AlertSelection matcher,
            Instant startsAt,
            Instant endsAt,
            String reason,
            String author,
            @Nullable Instant createdAt,
            String state) {

        public boolean isEnded() {
            return state.equals("ENDED");
        }
    }
}
