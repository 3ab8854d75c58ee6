package io.plumbline.console.audit;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// The audit log.
@ServiceApi(RemoteService.GOVERNANCE)
@HttpExchange("/api/v1/audit")
public interface AuditClient {

    /// Newest first.
    ///
    /// @param filters as in the API, with `limit` and `cursor`
    @GetExchange("/events")
    Page<Event> events(@RequestParam MultiValueMap<String, String> filters);

    @GetExchange("/events/{id}")
    Map<String, Object> event(@PathVariable UUID id);

    @GetExchange("/events/{id}/verification")
    Verified verification(@PathVariable UUID id);

    /// @param from the first hour
    /// @param action the exact actions
    @GetExchange("/counts")
    Page<HourlyCount> counts(@RequestParam Instant from, @RequestParam List<String> action);

    @GetExchange("/log")
    Standing standing();

    @GetExchange("/verifications")
    Page<Verification> verifications(@RequestParam int limit);

    @GetExchange("/verifications/{id}")
    Verification verificationOfLog(@PathVariable UUID id);

    /// @param wait seconds to wait for the result
    @PostExchange("/verifications")
    Verification verify(@RequestParam int wait);

    /// The number of events of an action in an hour.
    record HourlyCount(Instant hour, String action, long count) {}

    /// An event; of an entry that is not one, only the id and the team are known.
    record Event(
            UUID id,
            @Nullable Instant time,
            @Nullable String service,
            String team,
            @Nullable Actor actor,
            @Nullable String action,
            @Nullable Resource resource,
            @Nullable String outcome,
            @Nullable String traceId,
            @Nullable Map<String, Object> attributes,
            @Nullable List<String> subjects,
            @Nullable Map<String, Object> payload) {

        /// Whether the entry is an event.
        public boolean isReadable() {
            return action != null;
        }
    }

    /// An actor.
    record Actor(String type, String id) {}

    /// A resource.
    record Resource(String type, String id, @Nullable String version) {

        /// Returns the id, with its version if it has one.
        public String reference() {
            return version == null ? id : id + "@" + version;
        }
    }

    /// The verification of one event.
    record Verified(String verdict, @Nullable Long index, String leafHash, List<Step> steps) {}

    /// A step of it.
    record Step(String what, String verdict, String finding, List<Value> compared) {}

    /// A value of a step.
    record Value(String name, String value) {}

    /// The state of the log.
    record Standing(@Nullable SignedTree checkpoint, long pending) {}

    /// The tree of the newest checkpoint.
    record SignedTree(String origin, long size, String root) {}

    /// A verification of the whole log.
    record Verification(
            UUID id,
            String state,
            String requestedBy,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Report report) {

        public boolean isRunning() {
            return "RUNNING".equals(state);
        }
    }

    /// Its result.
    record Report(
            long size,
            String root,
            long events,
            long pending,
            long checkpoints,
            long signed,
            List<Expired> expired,
            Map<String, Long> counts,
            List<Finding> findings,
            long tookMillis,
            @Nullable Conduct conduct) {}

    /// Payloads destroyed at the end of their retention.
    record Expired(int keepDays, long payloads, Instant last) {}

    /// A finding.
    record Finding(
            String kind,
            @Nullable Long firstIndex,
            @Nullable Long lastIndex,
            @Nullable UUID eventId,
            String detail) {}

    /// What the log proves about production calls.
    record Conduct(
            long calls, long proven, long lifted, long earlier, Map<String, Long> counts, List<Violation> violations) {}

    /// A production call that the log does not account for.
    record Violation(String kind, UUID event, @Nullable String route, String detail) {}
}
